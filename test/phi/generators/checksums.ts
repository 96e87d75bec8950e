import type { Seeded } from './seeded.ts'

/** A valid identifier of a kind, or the same with a wrong check where `valid` is false. */
export type Maker = (seeded: Seeded, valid: boolean) => string

/** Identifiers that are found with nothing around them. */
export const CHECKSUMS: Readonly<Record<string, Maker>> = {
  npi: (seeded, valid) => closed(seeded.pick(['1', '2']) + seeded.digits(8), (text) => luhn(text, 24), valid),
  card: (seeded, valid) =>
    closed(seeded.pick(['4', '51', '55', '6011', '2221']).padEnd(15, '0').slice(0, 6) + seeded.digits(9), luhn, valid),
  imei: (seeded, valid) => closed(seeded.pick(['35', '86', '01']) + seeded.digits(12), luhn, valid),
  aba: (seeded, valid) => closed(seeded.pick(['02', '12', '31', '06']) + seeded.digits(6), aba, valid),
  dea: (seeded, valid) => seeded.letters(2, 'ABFM') + closed(seeded.digits(6), dea, valid),
  vin: (seeded, valid) => vin(seeded, valid),
  iban: (seeded, valid) => iban(seeded, valid),
  gtin: (seeded, valid) => `(01)${closed(`0${seeded.digits(12)}`, gtin, valid)}`,
}

/** Adds the check digit, or another one. */
export function closed(text: string, check: (text: string) => number, valid: boolean): string {
  return text + ((check(text) + (valid ? 0 : 1 + (text.charCodeAt(0) % 8))) % 10)
}

export function luhn(text: string, added: number = 0): number {
  let sum = added
  for (let at = text.length - 1, double = true; at >= 0; at--, double = !double) {
    const value = Number(text[at]) * (double ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return (10 - (sum % 10)) % 10
}

/** Digits times weights, added up. */
export function weighted(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0)
}

function aba(text: string): number {
  return (10 - (weighted(text, [3, 7, 1, 3, 7, 1, 3, 7]) % 10)) % 10
}

function gtin(text: string): number {
  return (10 - (weighted(text, [3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10
}

function dea(text: string): number {
  return weighted(text, [1, 2, 1, 2, 1, 2]) % 10
}

const VIN = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ'

function vin(seeded: Seeded, valid: boolean): string {
  const maker = seeded.pick(['1HG', 'WVW', 'JTD', '5YJ'])
  const body = `${maker}${seeded.letters(5)}0${seeded.letters(2)}${seeded.digits(6)}`
  const values = [...body].map((letter) => VIN.indexOf(letter) % 10)
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * (values[at] ?? 0), valid ? 0 : 1)
  const check = sum % 11 === 10 ? 'X' : String(sum % 11)
  return body.slice(0, 8) + check + body.slice(9)
}

function iban(seeded: Seeded, valid: boolean): string {
  const [country, length] = seeded.pick<readonly [string, number]>([
    ['DE', 18],
    ['FR', 23],
    ['ES', 20],
    ['NL', 14],
  ])
  const body = seeded.digits(length)
  const number = BigInt([...`${body}${country}00`].map((letter) => Number.parseInt(letter, 36)).join(''))
  const check = 98n - (number % 97n)
  return (
    country +
    String(valid ? check : (check % 97n) + 1n === check ? check - 1n : (check % 96n) + 2n).padStart(2, '0') +
    body
  )
}
