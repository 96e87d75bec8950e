import { gzipSync } from 'node:zlib'
import type { Labelled } from '#phi'
import { card, ssn } from './identifiers.ts'
import { englishName, type Style } from './people.ts'
import type { Random } from './random.ts'

/** How a value is hidden from who looks for it. Each answers the value as it stands in the text. */
const DISGUISES: Readonly<Record<string, (value: string, random: Random) => string>> = {
  'ZERO-WIDTH': (value, random) => [...value].join(random.pick(['\u200b', '\u200d', '\u2060', '\u00ad'])),
  'FULL-WIDTH': (value) =>
    value.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
  DASHES: (value, random) => value.replaceAll('-', random.pick(['\u2010', '\u2011', '\u2013', '\u2212'])),
  SPACED: (value) => [...value].join(' '),
  BASE64: (value) => Buffer.from(`ssn ${value} of the patient`).toString('base64'),
  'BASE64-URL': (value) => Buffer.from(`the ssn is ${value}`).toString('base64url'),
  HEX: (value) => Buffer.from(`ssn: ${value}`).toString('hex'),
  PERCENT: (value) =>
    [...value].map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  ENTITIES: (value) => [...value].map((character) => `&#${character.charCodeAt(0)};`).join(''),
  'UNICODE-ESCAPES': (value) =>
    [...value].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  GZIP: (value) => gzipSync(`ssn ${value} of the patient`).toString('base64'),
  'DOUBLE-BASE64': (value) => Buffer.from(Buffer.from(`ssn ${value} on file`).toString('base64')).toString('base64'),
}

const PHRASES: readonly string[] = [
  'The ssn is {value}, keep it.',
  'ssn: {value}',
  'SSN={value}\n',
  '{"ssn": "{value}"}',
]

/** A social security number in disguise. The disguise is the class, so that each is scored by itself. */
export function evasive(random: Random, _style: Style): Labelled {
  const disguise = random.pick(Object.keys(DISGUISES))
  const value = DISGUISES[disguise]?.(ssn(random), random) ?? ''
  return placed(random.pick(PHRASES), value, disguise)
}

/** Other values in disguise: cards, e-mails, names. */
export function evasiveOther(random: Random, style: Style): Labelled {
  const { given, family } = englishName(random, style)
  const [value, phrase] = random.pick([
    [card(random), 'card {value} declined'],
    [`${given}.${family}@example.com`.toLowerCase().replaceAll(' ', ''), 'write to {value} today'],
    [`${given} ${family}`, 'Patient: {value}, stable'],
  ] as const)
  const disguise = random.pick(['ZERO-WIDTH', 'FULL-WIDTH', 'BASE64', 'PERCENT'])
  const hidden =
    disguise === 'BASE64'
      ? Buffer.from(phrase.replace('{value}', value)).toString('base64')
      : (DISGUISES[disguise]?.(value, random) ?? '')
  return placed(phrase, hidden, disguise)
}

function placed(phrase: string, value: string, kind: string): Labelled {
  const start = phrase.indexOf('{value}')
  return { text: phrase.replace('{value}', () => value), spans: [{ start, end: start + value.length, class: kind }] }
}
