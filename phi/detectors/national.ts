import type { CheckName, Detector } from './detector.ts'

/**
 * Identifiers that states and health services give: 164.514(b)(2)(i)(G), (I), (R). What has its own form and a check is
 * found by itself; a bare run of digits only after words that say what it is (`national-number`).
 */
export const NATIONAL: readonly Detector[] = [
  {
    id: 'national-number',
    class: 'other-id',
    find: { kind: 'digit-count', least: 6, most: 18, separators: '-. /' },
    score: 0,
    context: { topics: ['national'], score: 0.85 },
    examples: {
      match: [
        'NHS number «9434765918»',
        'BSN: «111222333»',
        'numéro de sécurité sociale : «2 85 05 78 006 084»',
        'Steuer-ID «86095742719»',
        'NASS: «26 63514095»',
      ],
      ignore: ['943 476 5919 0 units', '86095742719', 'national average 12345'],
    },
  },
  {
    id: 'national-token',
    class: 'other-id',
    find: { kind: 'token', shapes: ['5..20', '1..9-1..9', '1..8-3..9-1..4', '2..5-3..6-2..6', '1..4-4..9-1..3'] },
    check: 'mixed',
    score: 0,
    context: { topics: ['national'], score: 0.86 },
    examples: {
      match: ['DNI «12345678-A»', 'CIP: «BBBB123456789012»'],
      ignore: ['BBBB123456789012'],
    },
  },
  free('uk-nhs', 'plan-id', ['3-3-4'], ' ', 'nhs', 0.6, ['with «943 100 0008» on'], ['943 100 0009', '9431000008']),
  free('ca-sin', 'ssn', ['3-3-3'], ' -', 'sin', 0.55, ['his «130 692 544» and', '«130-692-544»'], ['130 692 545']),
  free('de-tax-id', 'ssn', ['2-3-3-3'], ' ', 'steuer-id', 0.7, ['«86 095 742 719»'], ['86 095 742 718', '86095742719']),
  free(
    'fr-nir',
    'ssn',
    ['15', '1-2-2-2-3-3-2'],
    ' ',
    'nir',
    0.7,
    ['«2 85 05 78 006 084 41»'],
    ['2 85 05 78 006 084 42'],
  ),
  {
    id: 'es-dni',
    class: 'ssn',
    find: { kind: 'token', shapes: ['9', '8-1', '1-7-1', '1-8'] },
    check: 'dni',
    score: 0.75,
    context: { topics: ['national'], score: 0.95 },
    examples: {
      match: ['«12345678Z»', 'con «12345678-Z»', '«X1234567L»', '«X-1234567-L»'],
      ignore: ['12345678A', 'X1234567A'],
    },
  },
  token(
    'it-codice-fiscale',
    ['16'],
    'codice-fiscale',
    ['«RSSMRA85T10A562S»'],
    ['RSSMRA85T10A562T', 'RSSMRA85T10A5620'],
  ),
  free('au-tfn', 'ssn', ['3-3-3'], ' ', 'tfn', 0.55, ['«123 456 802»'], ['123 456 780']),
  free('au-medicare', 'plan-id', ['4-5-1'], ' -', 'au-medicare', 0.7, ['«2123 45670 1»'], ['2123 45671 1']),
  free('in-aadhaar', 'ssn', ['4-4-4'], ' -', 'aadhaar', 0.7, ['«2345 6789 0124»'], ['2345 6789 0125', '234567890124']),
  token('in-pan', ['10'], 'pan', ['«ABCPE1234F»'], ['ABCZE1234F', 'ABCDE12345']),
  free('br-cpf', 'ssn', ['3-3-3-2'], '.-', 'cpf', 0.85, ['«529.982.247-25»'], ['529.982.247-26', '52998224725']),
  free('br-cnpj', 'other-id', ['2-3-3-4-2'], './-', 'cnpj', 0.85, ['«11.222.333/0001-81»'], ['11.222.333/0001-82']),
  token(
    'mx-curp',
    ['13', '18'],
    'curp',
    ['«GOMC850412HDFRRS09»', '«GOMC850412AB1»'],
    ['GOMC853412HDFRRS09', 'GOMC850412XDFRRS09'],
  ),
  free(
    'se-personnummer',
    'ssn',
    ['6-4', '8-4'],
    '-',
    'personnummer',
    0.8,
    ['«811218-9876»', '«19811218-9876»'],
    ['811218-9877'],
  ),
  free('dk-cpr', 'ssn', ['6-4'], '-', 'cpr', 0.6, ['«211062-5629»'], ['321062-5629']),
  token('fi-hetu', ['6-4', '11'], 'hetu', ['«131052-308T»', '«131052A308T»'], ['131052-308U', '331052-308T']),
  free(
    'no-birth-number',
    'ssn',
    ['6-5'],
    ' ',
    'fodselsnummer',
    0.7,
    ['«010190 12480»'],
    ['010190 12481', '01019012480'],
  ),
  free('cz-birth-number', 'ssn', ['6-4'], '/', 'rodne-cislo', 0.7, ['«736028/5163»'], ['736028/5164']),
  free('be-national-number', 'ssn', ['2-2-2-3-2'], '.-', 'belgian', 0.85, ['«85.07.30-033.28»'], ['85.07.30-033.29']),
  free('ch-ahv', 'ssn', ['3-4-4-2', '13'], '.', 'ahv', 0.85, ['«756.9217.0769.85»'], ['756.9217.0769.86']),
  free('cl-rut', 'ssn', ['1..2-3-3-1'], '.-', 'rut', 0.8, ['«12.345.678-5»'], ['12.345.678-6']),
  free('ar-cuit', 'ssn', ['2-8-1'], '-', 'cuit', 0.8, ['«20-12345678-6»'], ['20-12345678-5']),
  free('kr-resident-number', 'ssn', ['6-7'], '-', 'rrn', 0.7, ['«820701-2409184»'], ['823701-2409184']),
  free('cn-resident-number', 'ssn', ['18'], '', 'chinese', 0.8, ['«110105194912310011»'], ['110105194912310012']),
  token('cn-resident-x', ['18'], 'chinese', ['«11010519491231002X»'], ['11010519491231003X']),
  token('sg-nric', ['9'], 'nric', ['«S1234567D»', '«F1234567N»'], ['S1234567A']),
  token('uk-nino', ['9'], 'nino', ['«AB123456C»'], ['AB123456E', 'DB123456C', 'BG123456A']),
  {
    id: 'uk-nino-spaced',
    class: 'ssn',
    find: { kind: 'reader', reader: 'spaced' },
    score: 0.8,
    examples: { match: ['his «AB 12 34 56 C» is'], ignore: ['AB 12 34 56 E', 'AB 12 34', 'BG 12 34 56 A'] },
  },
  {
    id: 'postcode',
    class: 'zip',
    find: { kind: 'reader', reader: 'spaced' },
    score: 0.7,
    examples: {
      match: ['in «SW1A 1AA» near', '«M1 1AE»', 'Toronto «K1A 0B6», and', '«EC1A 1BB».'],
      ignore: ['T4 5MG', 'A1 1AA1', 'ICU 2AB', 'D1A 0B6', 'L4 5 disc', 'W1 2CM'],
    },
  },
]

type Kind = Detector['class']

// Digits that need no context: groups with their own separators, and a check.
function free(
  id: string,
  kind: Kind,
  shapes: readonly string[],
  separators: string,
  check: CheckName,
  score: number,
  match: readonly string[],
  ignore: readonly string[],
): Detector {
  const mixed = separators.length > 1 && separators !== ' -'
  const find = { kind: 'digits', shapes, separators, mixed } as const
  return {
    id,
    class: kind,
    find,
    check,
    score,
    context: { topics: ['national'], score: 0.95 },
    examples: { match, ignore },
  }
}

function token(
  id: string,
  shapes: readonly string[],
  check: CheckName,
  match: readonly string[],
  ignore: readonly string[],
): Detector {
  const context = { topics: ['national'], score: 0.95 } as const
  return { id, class: 'ssn', find: { kind: 'token', shapes }, check, score: 0.8, context, examples: { match, ignore } }
}
