import type { Labelled } from '#phi'
import { fill, type Maker, type Makers } from './fill.ts'
import * as made from './identifiers.ts'
import type { Style } from './people.ts'
import type { Random } from './random.ts'
import { usValues } from './values.ts'

/**
 * One identifier in one phrase, in the separators that people write: what labels, forms, chats and letters hold. Written by
 * someone who had not seen the rules, then kept.
 */
export function phrase(random: Random, style: Style): Labelled {
  return fill(random.pick(PHRASES[style]), { ...usValues(style), ...SEPARATED }, random)
}

/** The same number in groups, apart by one of the separators. */
const grouped =
  (make: Maker, lengths: readonly number[], separators: readonly string[]): Maker =>
  (random) => {
    const plain = make(random).replaceAll(/[^0-9A-Za-z]/g, '')
    const separator = random.pick(separators)
    const parts: string[] = []
    let at = 0
    for (const length of lengths) {
      parts.push(plain.slice(at, at + length))
      at += length
    }
    return separator === '' ? plain : [...parts, plain.slice(at)].filter((part) => part !== '').join(separator)
  }

const fours = [4, 4, 4, 4, 4, 4, 4, 4]

const SEPARATED: Makers = {
  ssn: { class: 'SSN', make: grouped(made.ssn, [3, 2, 4], ['-', ' ', '.', '']) },
  itin: {
    class: 'SSN',
    make: (random) =>
      random
        .like(random.pick(['9997199999', '999-71-9999', '999 88 9999']))
        .replace(/^\d/, '9')
        .slice(0, 11),
  },
  card: { class: 'CARD', make: grouped((random) => sixteen(random), fours, ['-', ' ', '.', '']) },
  iban: { class: 'IBAN', make: grouped(made.iban, fours, ['', ' ', '-']) },
  mbi: { class: 'MBI', make: grouped(made.mbi, [4, 3, 4], ['', ' ', '-']) },
  imei: { class: 'IMEI', make: grouped(made.imei, [6, 2, 6, 1], ['', ' ', '-']) },
  mac: {
    class: 'MAC',
    make: (random) => {
      const pairs = Array.from({ length: 6 }, () => random.like('hh'))
      pairs[0] = '0a'
      return random.pick([pairs.join(':'), pairs.join('-'), pairs.join('').replace(/(....)(....)(....)/, '$1.$2.$3')])
    },
  },
  mrn: {
    class: 'MRN',
    make: (random) => random.like(random.pick(['9999999', 'A999-9999', '999-99-999', 'A9999999', '999 9999'])),
  },
  member: {
    class: 'PLAN',
    make: (random) => random.like(random.pick(['AAA999999999', 'A99999999-99', 'AAA 999 999999', 'AAA-9999999'])),
  },
  plate: {
    class: 'PLATE',
    make: (random) => random.like(random.pick(['999-AAA', 'AAA-9999', 'AAA 999', '9AAA999', 'AA99 AAA'])),
  },
  licence: {
    class: 'LICENCE',
    make: (random) => random.like(random.pick(['A9999999', 'AAA-99999', 'A999-9999-9999', '99999999'])),
  },
  ten: {
    class: 'PHONE',
    make: (random) =>
      made
        .phone(random)
        .replaceAll(/[^0-9]/g, '')
        .slice(-10),
  },
  slashed: {
    class: 'PHONE',
    make: (random) =>
      made
        .phone(random)
        .replaceAll(/[^0-9]/g, '')
        .slice(-10)
        .replace(/(...)(...)(....)/, '$1/$2-$3'),
  },
  older: { class: 'AGE90', make: (random) => String(random.int(100, 109)) },
}

function sixteen(random: Random): string {
  const body = `4${random.digits(14)}`
  return body + made.luhnDigit(body)
}

const PHRASES: Readonly<Record<Style, readonly string[]>> = {
  train: [
    'SS# {ssn}',
    'his social security no. is {ssn}',
    'Social Security Number {ssn} on file',
    'Medicare # {mbi}',
    '{mbi} is on the red, white and blue card',
    'subscriber # {member}',
    'policy no. {member}, group open',
    'Chart #{mrn}',
    'HOSPITAL #: {mrn}',
    'med rec no {mrn}',
    'paid with {card} yesterday',
    'CC#: {card}',
    'wire to {iban} please',
    'phone imei no {imei}',
    'hwaddr {mac}, up',
    'license plate: {plate}',
    'Lic. No. {licence}',
    'T: {ten} F: {ten}',
    'reach the ward on {slashed} tonight',
    '{older}F with chest pain',
    'turned {older} last week',
    'Contact {person} cell {phone}',
    'did {person} sign the order?',
    'Assistant: {person}, RN. Scope was clean.',
    'pt: {person}, seen today',
    'Who is {person}? I got an email from {email}.',
    'the deed was signed by {person} and {person}',
    'Send it to {person}, {street}, {city} {zip}',
  ],
  'held-out': [
    'Patient SSN is {ssn}',
    '(SSN {ssn})',
    'HIC/MBI {mbi}',
    'Medicare: {mbi}',
    'insurance no. {member}',
    'beneficiary {member}',
    'Med. Rec. #: {mrn}',
    'medical record # {mrn}',
    'card no. {card}',
    'account IBAN: {iban}',
    'IMEI # {imei}',
    'mac={mac};',
    'plate no. {plate}',
    "driver's license: {licence}",
    'M: {ten}',
    'ring {slashed}',
    'she died at {older}',
    'Good morning {given}! Results are ready.',
    'dictation: patient {person}, seen for cough',
    'Prescriber: Dr. {person} called',
    'spoke with {person} about the bill',
    'Could you deliver it to {street}, {city}, {state} {zip}?',
    'Attn: {person}',
    'her husband {given} is here',
  ],
}
