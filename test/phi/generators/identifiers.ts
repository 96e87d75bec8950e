import type { Random } from './random.ts'

/** Identifiers whose check digits are right. Each rule stands where the engine's own is tested (validators.test.ts); here they are made. */
export function luhnDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return (10 - (sum % 10)) % 10
}

export function ssn(random: Random): string {
  const area = String(random.pick([random.int(1, 665), random.int(667, 899)])).padStart(3, '0')
  return `${area}-${String(random.int(1, 99)).padStart(2, '0')}-${String(random.int(1, 9999)).padStart(4, '0')}`
}

export function npi(random: Random): string {
  const body = `${random.pick(['1', '2'])}${random.digits(8)}`
  return body + luhnDigit(`80840${body}`)
}

export function dea(random: Random): string {
  const [a, b, c, d, e, f] = [...random.digits(6)].map(Number) as [number, number, number, number, number, number]
  return `${random.pick([...'ABFM'])}${random.like('A')}${a}${b}${c}${d}${e}${f}${(a + c + e + 2 * (b + d + f)) % 10}`
}

const MBI_LETTERS = 'ACDEFGHJKMNPQRTUVWXY'

export function mbi(random: Random): string {
  const letter = (): string => random.pick([...MBI_LETTERS])
  const either = (): string => random.pick([...MBI_LETTERS, ...'0123456789'])
  const text = `${random.like('1')}${letter()}${either()}${random.digits(1)}${letter()}${either()}${random.digits(1)}${letter()}${letter()}${random.digits(2)}`
  return random.chance(0.5) ? text : `${text.slice(0, 4)}-${text.slice(4, 7)}-${text.slice(7)}`
}

export function card(random: Random): string {
  const [prefix, length] = random.pick([
    ['4', 16],
    ['51', 16],
    ['55', 16],
    ['2221', 16],
    ['34', 15],
    ['37', 15],
    ['6011', 16],
  ] as const)
  const body = prefix + random.digits(length - prefix.length - 1)
  const whole = body + luhnDigit(body)
  if (length === 15 || random.chance(0.4)) return whole
  const separator = random.pick([' ', '-'])
  return whole.match(/.{4}/g)?.join(separator) ?? whole
}

export function aba(random: Random): string {
  const body = `${random.pick(['01', '02', '05', '11', '21', '31', '32', '61'])}${random.digits(6)}`
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * ([3, 7, 1][index % 3] ?? 1), 0)
  return body + ((10 - (sum % 10)) % 10)
}

export function iban(random: Random): string {
  const [country, body] = random.pick([
    ['DE', random.digits(18)],
    ['FR', random.digits(23)],
    ['GB', `${random.like('AAAA')}${random.digits(14)}`],
    ['NL', `${random.like('AAAA')}${random.digits(10)}`],
    ['ES', random.digits(20)],
    ['IT', `${random.like('A')}${random.digits(22)}`],
  ] as const)
  const check = 98 - mod97(`${body}${country}00`)
  const whole = `${country}${String(check).padStart(2, '0')}${body}`
  return random.chance(0.5) ? whole : (whole.match(/.{1,4}/g)?.join(' ') ?? whole)
}

function mod97(text: string): number {
  let rest = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

const VIN_VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  [...'0123456789ABCDEFGHJKLMNPRSTUVWXYZ'].map((character, index) => [
    character,
    index < 10 ? index : ([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9][index - 10] ?? 0),
  ]),
)
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

export function vin(random: Random): string {
  const letters = [...Object.keys(VIN_VALUES)]
  const body = Array.from({ length: 17 }, (_, index) => (index > 11 ? random.digits(1) : random.pick(letters)))
  body[0] = random.pick(['1', '2', '3', 'J', 'W', 'K'])
  const sum = body.reduce(
    (total, character, index) => total + (VIN_VALUES[character] ?? 0) * (VIN_WEIGHTS[index] ?? 0),
    0,
  )
  body[8] = sum % 11 === 10 ? 'X' : String(sum % 11)
  return body.join('')
}

export function imei(random: Random): string {
  const body = `35${random.digits(12)}`
  return body + luhnDigit(body)
}

export function udi(random: Random): string {
  const body = `00${random.digits(11)}`
  const sum = [...body].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  const gtin = `${body}${(10 - (sum % 10)) % 10}`
  return `(01)${gtin}(17)${random.int(26, 35)}0${random.int(1, 9)}15(21)${random.like('NNNN999')}`
}

export function phone(random: Random): string {
  const area = `${random.int(2, 9)}${random.pick(['0', '2', '3', '4', '5', '6', '7', '8'])}${random.digits(1)}`
  const [exchange, line] = [`${random.int(2, 9)}${random.digits(2)}`, random.digits(4)]
  return random.pick([
    `(${area}) ${exchange}-${line}`,
    `${area}-${exchange}-${line}`,
    `${area}.${exchange}.${line}`,
    `+1 ${area} ${exchange} ${line}`,
    `1-${area}-${exchange}-${line}`,
    `(${area})${exchange}-${line} x${random.int(10, 9999)}`,
    `${area} ${exchange} ${line}`,
  ])
}

export function ipv6(random: Random): string {
  return random.pick([
    `2001:db8:${random.like('hhhh')}:${random.like('hhhh')}::${random.like('hhh')}`,
    `fe80::${random.like('hhhh')}:${random.like('hhhh')}:${random.like('hhhh')}:${random.like('hhhh')}`,
    Array.from({ length: 8 }, () => random.like('hhhh')).join(':'),
  ])
}
