import type { Maker, Makers } from './fill.ts'
import * as made from './identifiers.ts'
import { englishName, type Style, written } from './people.ts'
import type { Random } from './random.ts'

const words = (text: string): readonly string[] => text.split(',').map((word) => word.trim())

const STREETS: Readonly<Record<Style, readonly string[]>> = {
  train: words(
    'Main St,Oak Avenue,Elm Court,Maple Drive,Cedar Lane,Pine Street,Washington Blvd,Lake Road,Hillcrest Ave,Park Place',
  ),
  'held-out': words(
    'Wisteria Hollow Rd,Old Turnpike Way,Sycamore Terrace,Coldwater Canyon Dr,Buttermilk Sky Ln,N Kedzie Ave,SW 14th St,County Road 19,Fairhaven Pkwy,Bayou Bend Cir',
  ),
}
const CITIES: Readonly<Record<Style, readonly string[]>> = {
  train: words('Springfield,Dayton,Boston,Austin,Portland,Denver,Madison,Tampa'),
  'held-out': words(
    'Chillicothe,Walla Walla,Eau Claire,Pocatello,Sault Ste. Marie,Tuscaloosa,Coeur d’Alene,New Bern,Okmulgee,Yuba City',
  ),
}
const STATES = words('IL,OH,MA,TX,OR,CO,WI,FL,WA,ID,MI,AL,NC,OK,CA')
const MONTHS = words('January,February,March,April,May,June,July,August,September,October,November,December')

const two = (value: number): string => String(value).padStart(2, '0')

function date(random: Random): string {
  const [year, month, day] = [random.int(1931, 2025), random.int(1, 12), random.int(1, 28)]
  const name = MONTHS[month - 1] ?? ''
  return random.pick([
    `${two(month)}/${two(day)}/${year}`,
    `${month}/${day}/${year}`,
    `${month}/${day}/${String(year).slice(2)}`,
    `${year}-${two(month)}-${two(day)}`,
    `${day} ${name.slice(0, 3)} ${year}`,
    `${name} ${day}, ${year}`,
    `${name.slice(0, 3)} ${day}, ${year}`,
    `${two(day)}-${name.slice(0, 3)}-${year}`,
    `${two(month)}-${two(day)}-${year}`,
    `${day}${day === 1 ? 'st' : 'th'} of ${name} ${year}`,
    `${year}/${two(month)}/${two(day)}`,
  ])
}

export function isoDate(random: Random): string {
  return `${random.int(1931, 2025)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`
}

const street =
  (style: Style): Maker =>
  (random) => {
    const line = `${random.int(1, 9899)} ${random.pick(STREETS[style])}`
    return random.chance(0.25)
      ? `${line}, ${random.pick(['Apt', 'Unit', 'Suite', '#'])} ${random.int(1, 99)}${random.like('A')}`
      : line
  }

const email =
  (style: Style): Maker =>
  (random) => {
    const { given, family } = englishName(random, style)
    const ascii = (text: string): string =>
      text
        .normalize('NFD')
        .replace(/[^A-Za-z]/g, '')
        .toLowerCase()
    const local = random.pick([
      `${ascii(given)}.${ascii(family)}`,
      `${ascii(given).charAt(0)}${ascii(family)}${random.int(1, 99)}`,
      `${ascii(family)}_${ascii(given)}`,
    ])
    return `${local || 'x'}@${random.pick(['example.com', 'mail.example.org', 'health.example.net', 'post.example.co.uk'])}`
  }

/** Values of every Safe Harbor class by the name of their slot. */
export function usValues(style: Style): Makers {
  const name: Maker = (random) => written(englishName(random, style), random)
  const plain: Maker = (random) => {
    const { given, family } = englishName(random, style)
    return `${given} ${family}`
  }
  const of = (kind: string | null, make: Maker): Makers[string] => ({ class: kind, make })
  return {
    name: of('NAME', name),
    person: of('NAME', plain),
    given: of('NAME', (random) => englishName(random, style).given),
    family: of('NAME', (random) => englishName(random, style).family),
    street: of('ADDRESS', street(style)),
    city: of('ADDRESS', (random) => random.pick(CITIES[style])),
    state: of(null, (random) => random.pick(STATES)),
    zip: of('ZIP', (random) => (random.chance(0.3) ? random.like('99999-9999') : random.digits(5))),
    date: of('DATE', date),
    isodate: of('DATE', isoDate),
    age: of('AGE90', (random) => String(random.int(90, 104))),
    phone: of('PHONE', made.phone),
    fax: of('FAX', made.phone),
    email: of('EMAIL', email(style)),
    ssn: of('SSN', (random) =>
      random.chance(0.8) ? made.ssn(random) : made.ssn(random).replaceAll('-', random.pick([' ', ''])),
    ),
    ssndash: of('SSN', made.ssn),
    mrn: of('MRN', (random) =>
      random.like(random.pick(['99999999', '9999999', 'A9999999', 'AA999999', '99-99-99', '999-999-999'])),
    ),
    mbi: of('MBI', made.mbi),
    member: of('PLAN', (random) =>
      random.like(random.pick(['AAA999999999', 'A99999999', '999999999', 'AAA999A99999'])),
    ),
    account: of('ACCOUNT', (random) =>
      random.like(random.pick(['9999999999', '99999999', '9999-9999-99', 'AA99999999'])),
    ),
    card: of('CARD', made.card),
    aba: of('ACCOUNT', made.aba),
    iban: of('ACCOUNT', made.iban),
    npi: of('NPI', made.npi),
    dea: of('DEA', made.dea),
    licence: of('LICENCE', (random) =>
      random.like(random.pick(['A9999999', '999999999', 'A999-9999-9999', 'AA-999999'])),
    ),
    vin: of('VIN', made.vin),
    plate: of('PLATE', (random) => random.like(random.pick(['AAA-9999', '9AAA999', 'AA9 9999', 'AAA 999']))),
    udi: of('DEVICE', made.udi),
    imei: of('DEVICE', made.imei),
    serial: of('DEVICE', (random) => random.like(random.pick(['SN-9999999', 'AA999999A', '999-99999-99', 'PM99999']))),
    mac: of('DEVICE', (random) => random.like(random.pick(['hh:hh:hh:hh:hh:hh', 'hh-hh-hh-hh-hh-hh']))),
    url: of(
      'URL',
      (random) =>
        `https://${random.pick(['portal', 'my', 'records'])}.${random.like('aaaaa')}-health.example/${random.pick(['patient', 'p', 'chart'])}/${random.like('hhhhhhhh')}${random.chance(0.3) ? `?visit=${random.digits(6)}` : ''}`,
    ),
    ip: of(
      'IP',
      (random) => `${random.int(11, 223)}.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`,
    ),
    ip6: of('IP', made.ipv6),
    visit: of('OTHER-ID', (random) =>
      random.like(random.pick(['99999999', 'E99999999', 'ACC-999999', 'V9999-999999'])),
    ),
    drug: of(null, (random) =>
      random.pick(
        words(
          'lisinopril 10 mg,metformin 500 mg,atorvastatin 40 mg,amoxicillin 875 mg,warfarin 5 mg,levothyroxine 75 mcg',
        ),
      ),
    ),
    icd: of(null, (random) => random.pick(words('E11.65,I10,J45.909,M54.50,F32.9,N18.31,K21.9,Z79.4'))),
    lab: of(null, (random) =>
      random.pick(words('Hgb 13.2 g/dL,WBC 7.4,Na 138 mmol/L,K 4.1,A1c 8.1%,INR 2.4,eGFR 58,TSH 2.31 mIU/L')),
    ),
    vital: of(
      null,
      (random) =>
        `BP ${random.int(100, 160)}/${random.int(60, 95)}, HR ${random.int(55, 110)}, T ${random.int(97, 100)}.${random.int(0, 9)}`,
    ),
  }
}
