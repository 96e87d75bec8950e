import type { Labelled } from '#phi'
import { fill, joined, type Makers } from './fill.ts'
import { iban, luhnDigit } from './identifiers.ts'
import { type Style, worldName, written } from './people.ts'
import type { Random } from './random.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const MONTHS_ES = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ')
const words = (text: string): readonly string[] => text.split(',').map((word) => word.trim())

/** Identifiers of other countries, with their check digits. */
export function nhs(random: Random): string {
  for (;;) {
    const body = random.digits(9)
    const check = 11 - ([...body].reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11)
    if (check === 10) continue
    const whole = `${body}${check === 11 ? 0 : check}`
    return random.chance(0.6) ? `${whole.slice(0, 3)} ${whole.slice(3, 6)} ${whole.slice(6)}` : whole
  }
}

export function dni(random: Random): string {
  const body = random.digits(8)
  const letter = 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(body) % 23)
  return random.pick([`${body}${letter}`, `${body}-${letter}`])
}

function sin(random: Random): string {
  const body = `${random.int(1, 7)}${random.digits(7)}`
  const whole = body + luhnDigit(body)
  return random.pick([
    `${whole.slice(0, 3)} ${whole.slice(3, 6)} ${whole.slice(6)}`,
    `${whole.slice(0, 3)}-${whole.slice(3, 6)}-${whole.slice(6)}`,
  ])
}

function cpf(random: Random): string {
  const body = random.digits(9)
  const digit = (text: string): number => {
    const rest = ([...text].reduce((sum, one, at) => sum + Number(one) * (text.length + 1 - at), 0) * 10) % 11
    return rest === 10 ? 0 : rest
  }
  const first = digit(body)
  const whole = `${body}${first}${digit(`${body}${first}`)}`
  return `${whole.slice(0, 3)}.${whole.slice(3, 6)}.${whole.slice(6, 9)}-${whole.slice(9)}`
}

function personnummer(random: Random): string {
  const body = `${random.int(40, 99)}${random.pick(['01', '05', '11'])}${random.int(10, 28)}${random.digits(3)}`
  return `${body.slice(0, 6)}-${body.slice(6)}${luhnDigit(body)}`
}

function phone(random: Random): string {
  return random.pick([
    `+44 20 7${random.digits(3)} ${random.digits(4)}`,
    `+49 (0)30 ${random.digits(7)}`,
    `+33 6 ${random.digits(2)} ${random.digits(2)} ${random.digits(2)} ${random.digits(2)}`,
    `+91 9${random.digits(4)} ${random.digits(5)}`,
    `+81-3-${random.digits(4)}-${random.digits(4)}`,
    `+55 11 9${random.digits(4)}-${random.digits(4)}`,
    `0${random.int(20, 79)}${random.digits(1)} ${random.digits(3)} ${random.digits(4)}`,
    `00${random.int(31, 49)} ${random.digits(2)} ${random.digits(3)} ${random.digits(4)}`,
    `+234 80${random.digits(1)} ${random.digits(3)} ${random.digits(4)}`,
  ])
}

function date(random: Random): string {
  const [day, month, year] = [random.int(1, 28), random.int(1, 12), random.int(1930, 2024)]
  return random.pick([
    `${day}.${month}.${year}`,
    `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`,
    `${day} ${MONTHS[month - 1]} ${year}`,
    `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  ])
}

const STREETS = words(
  'Lindenstraße 44,12 rue des Martyrs,Via Garibaldi 7,Calle de Alcalá 112,27 Kensington High Street,Rua Augusta 1508,Prinsengracht 263,8 Acacia Gardens,Storgata 19,ul. Marszałkowska 84',
)
const POSTCODES = words(
  '10115 Berlin,75011 Paris,SW1A 1AA,M5V 2T6,1012 AB Amsterdam,28014 Madrid,00184 Roma,EH1 1YZ,K1A 0B1,114 55 Stockholm',
)

export function worldValues(style: Style): Makers {
  const of = (kind: string | null, make: (random: Random) => string): Makers[string] => ({ class: kind, make })
  const ascii = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase()
  return {
    name: of('NAME', (random) => written(worldName(random, style), random)),
    person: of('NAME', (random) => {
      const { given, family } = worldName(random, style)
      return `${given} ${family}`
    }),
    phone: of('PHONE', phone),
    date: of('DATE', date),
    email: of('EMAIL', (random) => {
      const { given, family } = worldName(random, style)
      return `${ascii(given) || 'x'}.${ascii(family) || 'y'}@${random.pick(['example.de', 'correo.example.es', 'post.example.fr', 'mail.example.jp'])}`
    }),
    street: of('ADDRESS', (random) => random.pick(STREETS)),
    postcode: of('ZIP', (random) => random.pick(POSTCODES)),
    nhs: of('NATIONAL-ID', nhs),
    dni: of('NATIONAL-ID', dni),
    sin: of('NATIONAL-ID', sin),
    cpf: of('NATIONAL-ID', cpf),
    personnummer: of('NATIONAL-ID', personnummer),
    passport: of('LICENCE', (random) => random.like(random.pick(['A99999999', 'AA9999999', '999999999', 'C99AA9A99']))),
    iban: of('ACCOUNT', iban),
    nhc: of('MRN', (random) => random.like(random.pick(['999999', '9999999', 'HC-999999']))),
    colegiado: of('LICENCE', (random) => random.like('99/99/99999')),
    fecha: of('DATE', (random) => {
      const [day, month, year] = [random.int(1, 28), random.int(1, 12), random.int(1930, 2024)]
      return random.pick([
        `${day} de ${MONTHS_ES[month - 1]} de ${year}`,
        `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`,
        `${day}-${month}-${year}`,
      ])
    }),
    telefono: of('PHONE', (random) =>
      random.pick([
        `6${random.digits(2)} ${random.digits(3)} ${random.digits(3)}`,
        `+34 91 ${random.digits(3)} ${random.digits(2)} ${random.digits(2)}`,
        `9${random.digits(2)} ${random.digits(2)} ${random.digits(2)} ${random.digits(2)}`,
      ]),
    ),
  }
}

const TEXTS: Readonly<Record<Style, readonly string[]>> = {
  train: [
    '{person} wrote to {email} about the appointment on {date}.',
    'My NHS number is {nhs} and you can ring me on {phone}.',
    'Ship it to {person}, {street}, {postcode}.',
    'Passport no. {passport}, issued {date}.',
    'Please transfer the deposit to {iban}.',
  ],
  'held-out': [
    'Hello, this is {person}; I would like to change my booking, please call {phone} after five.',
    'The applicant, {person}, born {date}, holds passport {passport}.',
    'We met {person} and {person} at the conference in the spring and discussed the budget.',
    'Social insurance number: {sin}. Contact: {email} or {phone}.',
    'CPF {cpf} registered to {person}, payment from {iban} pending.',
    'Personnummer {personnummer}, address {street}, {postcode}.',
    'DNI {dni}; NHS No {nhs}; date of arrival {date}.',
    'According to {person} the delivery never reached {street}, {postcode}, although it was promised by {date}.',
    'Thanks, {person}',
    'cc: {person} <{email}>',
    'The quarterly report shows that revenue in the northern region grew faster than the board had expected.',
    'Our lawyer {person} can be reached under {phone}.',
  ],
}

/** Free text about people of many countries, in English. */
export function world(random: Random, style: Style): Labelled {
  const lines = random.shuffle(TEXTS[style]).slice(0, random.int(2, 4))
  return joined(
    lines.map((line) => fill(line, worldValues(style), random)),
    random.pick([' ', '\n']),
  )
}

const SPANISH: readonly string[] = [
  'Paciente varón de 54 años que acude el {fecha} por dolor torácico de dos horas de evolución.',
  'NHC: {nhc}. DNI {dni}. Teléfono: {telefono}.',
  'Fecha de nacimiento: {fecha}. Correo electrónico: {email}.',
  'Remitido por el médico con nº de colegiado {colegiado}; alta el {fecha}.',
  'Exploración: TA 130/80 mmHg, FC 72 lpm, saturación 98 %. Abdomen blando y depresible.',
  'Se solicita analítica con hemograma y bioquímica; Hb 13,2 g/dl, creatinina 0,9 mg/dl.',
  'Contactar con la familia en el {telefono} o en {email}.',
  'Historia clínica {nhc}, ingreso {fecha}, tratamiento con enalapril 10 mg cada 24 horas.',
]

/** Clinical text in Spanish. */
export function spanish(random: Random, style: Style): Labelled {
  const lines = random.shuffle(SPANISH).slice(0, random.int(3, 6))
  return joined(
    lines.map((line) => fill(line, worldValues(style), random)),
    '\n',
  )
}
