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
  longLicence: { class: 'LICENCE', make: (random) => random.like('A999-999-99-999-9') },
  branched: { class: 'ACCOUNT', make: (random) => random.like(random.pick(['999999-99', '9999-9999', '99-999999'])) },
  cardEnd: { class: 'CARD', make: (random) => random.like('9999') },
  room: {
    class: 'ADDRESS',
    make: (random) => random.like(random.pick(['999', '99A', '9A-99', '999A'])).replace(/^0/, '4'),
  },
  degrees: {
    class: 'ADDRESS',
    make: (random) => `${random.int(25, 48)}.${random.digits(5)}, -${random.int(68, 124)}.${random.digits(5)}`,
  },
  routeBox: {
    class: 'ADDRESS',
    make: (random) => `${random.pick(['RR', 'HC'])} ${random.int(1, 90)} Box ${random.int(1, 400)}`,
  },
  town: { class: 'ADDRESS', make: (random) => random.pick(TOWNS) },
  file: {
    class: 'PHOTO',
    make: (random) => random.like(random.pick(['IMG_9999.jpg', 'PXL99999999.png', 'scan-999.jpeg'])),
  },
  print: {
    class: 'BIOMETRIC',
    make: (random) => random.like(random.pick(['FP-999999', 'hhhhhhhhhhhh9999', 'BX99999999'])).toUpperCase(),
  },
  initials: { class: 'NAME', make: (random) => random.like('AAA') },
  middled: {
    class: 'NAME',
    make: (random) => `${random.pick(MIDDLED)} ${random.pick([...'AIVYDE'])}. ${random.pick(WORDY)}`,
  },
  wordy: { class: 'NAME', make: (random) => `${random.pick(PLAIN)} ${random.pick(WORDY)}` },
  opaque: { class: 'SECRET', make: (random) => `aK7${random.like('nnnnnnnnnnnnnnnnnnnnnnn')}Q2z` },
  vendor: {
    class: 'SECRET',
    make: (random) => {
      const hex = Array.from({ length: 32 }, () => random.pick([...'0123456789abcdef'])).join('')
      return random.pick([`dapi${hex}`, `key-${hex}`, `${hex}-us14`, `nfp_${hex}Zq9Z`, `pul-${hex}deadbee1`])
    },
  },
  older: { class: 'AGE90', make: (random) => String(random.int(100, 109)) },
}

const TOWNS = [
  'Kearney',
  'Marquette',
  'Fond du Lac',
  'Walla Walla',
  'Lake Torrenville',
  'Quillbury',
  'New Tamberton',
  'Oshkosh',
  'Rhinelander',
]
const MIDDLED = ['Grant', 'Art', 'Joy', 'Rosalind', 'Lorenzo', 'Faith', 'Marlon']
const PLAIN = ['Rosalind', 'Lorenzo', 'Cynthia', 'Brandon', 'Melissa', 'Gordon']
const WORDY = ['Page', 'Field', 'Church', 'Banks', 'Temple', 'Moody', 'Swift', 'Parish']

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
    "driver's licence {longLicence} was shown",
    'Acct: {branched} closed',
    'the card ending in {cardEnd} was declined',
    'moved her to bed {room} overnight',
    'last seen at {degrees} by the ranger',
    'Mail goes to {routeBox} now',
    'flew in from {town} on Sunday',
    'He keeps bees near {town} and sells honey',
    'selfie {file} is in the chart',
    'Voiceprint {print} did not match',
    'Initials: {initials}   Arm: B',
    'Referred by {middled} for a second look',
    'Seen with {wordy}, who drove.',
    'GET /labs?token={opaque} HTTP/2',
    'rotate {vendor} tonight',
    'Nurse: which member number?\nCaller: it is {member}',
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
    'DL {longLicence} on file',
    'bank account {branched} overdrawn',
    'Visa, ending in {cardEnd}, exp next year',
    'Room: {room}, isolation',
    'GPS {degrees}',
    'Home: {routeBox}, past the mill',
    'transferred from {town} by air',
    'photo saved as {file}',
    'Fingerprint ID {print} enrolled',
    'subject_initials={initials} visit=3',
    'cc: {middled}',
    'Follow-up with {wordy} (DOB {isodate})',
    'Authorization: Bearer {opaque}',
    '{"token":"{vendor}"}',
    'Clerk: And the account number?\nPatient: {account}.',
  ],
}
