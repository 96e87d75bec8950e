import { closed, luhn, weighted } from './checksums.ts'
import type { Seeded } from './seeded.ts'

/** How a national identifier is made and what is said before it. */
export interface NationalId {
  readonly make: (seeded: Seeded) => string
  readonly phrases: readonly [string, ...string[]]
}

const DNI = 'TRWAGMYFPDXBNJZSQVHLCKE'

export const NATIONAL_IDS: Readonly<Record<string, NationalId>> = {
  'England, NHS': { make: nhs, phrases: ['NHS number {}', 'NHS No: {}', 'my NHS number is {}.'] },
  'United Kingdom, NINO': {
    make: (seeded) => `${seeded.letters(2, 'ACEHJLMPRST')}${seeded.digits(6)}${seeded.letters(1, 'ABCD')}`,
    phrases: ['NINO {}', 'with {} on file', 'National Insurance number: {}'],
  },
  'Canada, SIN': {
    make: (seeded) => grouped(closed(seeded.pick(['1', '4', '7']) + seeded.digits(7), luhn, true), [3, 3, 3], ' '),
    phrases: ['SIN {}', 'his number {} is', 'Social insurance number: {}'],
  },
  'Spain, DNI': { make: dni, phrases: ['DNI {}', 'con {} en', 'NIF: {}'] },
  'Netherlands, BSN': { make: (seeded) => seeded.digits(9), phrases: ['BSN {}', 'burgerservicenummer: {}'] },
  'Germany, tax id': {
    make: (seeded) => `4${seeded.digits(10)}`,
    phrases: ['Steuer-ID: {}', 'Steueridentifikationsnummer {}', 'IdNr. {}'],
  },
  'Brazil, CPF': { make: cpf, phrases: ['CPF {}', 'with {} as', 'CPF: {}'] },
  'India, PAN': {
    make: (seeded) => `${seeded.letters(3)}P${seeded.letters(1)}${seeded.digits(4)}${seeded.letters(1)}`,
    phrases: ['PAN {}', 'holder of {} since'],
  },
  'Sweden, personnummer': { make: swedish, phrases: ['Personnummer {}', 'född {} i'] },
  'Denmark, CPR': {
    make: (seeded) => `${seeded.two(1, 28)}${seeded.two(1, 12)}${seeded.two(0, 99)}-${seeded.digits(4)}`,
    phrases: ['CPR {}', 'cpr nr. {}'],
  },
  'Poland, PESEL': {
    make: (seeded) => `${seeded.two(30, 99)}${seeded.two(1, 12)}${seeded.two(1, 28)}${seeded.digits(5)}`,
    phrases: ['PESEL {}', 'nr PESEL: {}'],
  },
  'Mexico, CURP': {
    make: (seeded) =>
      `${seeded.letters(1)}A${seeded.letters(2)}${seeded.two(40, 99)}${seeded.two(1, 12)}${seeded.two(1, 28)}HDF${seeded.letters(3)}0${seeded.digits(1)}`,
    phrases: ['CURP {}', 'clave {} de'],
  },
  passport: {
    make: (seeded) => seeded.pick([seeded.digits(9), seeded.letters(2) + seeded.digits(7), `C${seeded.digits(8)}`]),
    phrases: ['Passport {}', 'passport no. {}', 'Reisepass {}', 'pasaporte: {}'],
  },
  'phone, E.164': {
    make: (seeded) =>
      `+${seeded.pick(['44', '49', '33', '34', '39', '48'])} ${seeded.digits(3)} ${seeded.digits(3)} ${seeded.digits(3)}`,
    phrases: ['{} is my number', 'under {} at', 'Tel. {}'],
  },
}

function nhs(seeded: Seeded): string {
  for (;;) {
    const body = seeded.pick(['4', '6', '7']) + seeded.digits(8)
    const check = (11 - (weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
    if (check < 10) return grouped(`${body}${check}`, [3, 3, 4], seeded.pick(['', ' ']))
  }
}

function dni(seeded: Seeded): string {
  const number = seeded.digits(8)
  return number + seeded.pick(['', '-']) + DNI.charAt(Number(number) % 23)
}

function cpf(seeded: Seeded): string {
  const body = seeded.digits(9)
  const check = (text: string): number =>
    (([...text].reduce((sum, digit, at) => sum + Number(digit) * (text.length + 1 - at), 0) * 10) % 11) % 10
  const first = `${body}${check(body)}`
  const all = `${first}${check(first)}`
  return `${all.slice(0, 3)}.${all.slice(3, 6)}.${all.slice(6, 9)}-${all.slice(9)}`
}

function swedish(seeded: Seeded): string {
  const all = closed(`${seeded.two(30, 99)}${seeded.two(1, 12)}${seeded.two(1, 28)}${seeded.digits(3)}`, luhn, true)
  return `${all.slice(0, 6)}-${all.slice(6)}`
}

function grouped(text: string, lengths: readonly number[], separator: string): string {
  const starts = lengths.map((_, index) => lengths.slice(0, index).reduce((sum, length) => sum + length, 0))
  return lengths.map((length, index) => text.slice(starts[index], (starts[index] ?? 0) + length)).join(separator)
}
