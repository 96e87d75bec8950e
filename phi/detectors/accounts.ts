import type { Detector } from './detector.ts'

/** Cards, banks and accounts: 164.514(b)(2)(i)(J). */
export const ACCOUNTS: readonly Detector[] = [
  {
    id: 'card',
    class: 'card',
    find: { kind: 'digits', shapes: ['13', '14', '15', '16', '19', '4-4-4-4', '4-6-5', '4-6-4'], separators: '- .' },
    check: 'card',
    score: 0.8,
    context: { topics: ['card', 'account'], score: 0.98 },
    examples: {
      match: [
        'paid with «4111 1111 1111 1111»',
        '«378282246310005»',
        'visa «4111-1111-1111-1111».',
        '«5555555555554444»',
        'card «4111.1111.1111.1111»',
      ],
      ignore: ['4111 1111 1111 1112', '1700000000000', '9999999999999995', '4111-1111 1111-1111'],
    },
  },
  {
    id: 'aba',
    class: 'account',
    find: { kind: 'digits', shapes: ['9', '4-4-1'], separators: '-' },
    check: 'aba',
    score: 0.55,
    context: { topics: ['routing'], score: 0.95 },
    examples: {
      match: ['routing number «021000021»', 'ABA: «011401533»'],
      ignore: ['021000022', 'routing number 021000022'],
    },
  },
  {
    id: 'iban',
    class: 'account',
    find: { kind: 'reader', reader: 'iban' },
    score: 0.95,
    examples: {
      match: [
        'IBAN «DE89370400440532013000»',
        '«DE89-3704-0044-0532-0130-00»',
        '«GB82 WEST 1234 5698 7654 32», thanks',
        '«GB82WEST12345698765432»',
      ],
      ignore: ['DE89370400440532013001', 'GB82 WEST', 'DE12'],
    },
  },
  {
    id: 'account',
    class: 'account',
    find: { kind: 'digits', shapes: ['5..17', '2..8-3..8', '5..12-1..3', '3..6-2..6-2..6'], separators: '-' },
    score: 0,
    context: { topics: ['account'], score: 0.85 },
    examples: { match: ['account number «12345678»', 'Acct #«990-0012345»'], ignore: ['12345678', 'account of 2019'] },
  },
  {
    id: 'account-mixed',
    class: 'account',
    find: { kind: 'token', shapes: ['6..20', '1..6-3..12', '5..12-1..3'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['account'], score: 0.85 },
    examples: {
      match: ['account no. «SM82353339»', 'account_number=«MS22259380»'],
      ignore: ['SM82353339', 'account ABCDEFGH'],
    },
  },
]
