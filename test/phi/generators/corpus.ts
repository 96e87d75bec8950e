import { type Finding, type Labelled, type Phi, type Score, Scorer, type StreamOptions } from '#phi'
import { evasive, evasiveOther } from './evasive.ts'
import { hardNegative, sourceCode } from './negatives.ts'
import { note } from './notes.ts'
import type { Style } from './people.ts'
import { phrase } from './phrases.ts'
import { Random } from './random.ts'
import { csv, json, log, sql } from './structured.ts'
import { spanish, world } from './world.ts'

export interface Family {
  readonly make: (random: Random, style: Style) => Labelled
  /** How a caller who knows what it is would have it masked. */
  readonly options: StreamOptions
  /** Disguised values have no run of letters or digits to begin with: they count where nothing of them is left. */
  readonly isDisguised?: true
}

/** Families of labelled documents, each from a seed. What is in them is made up. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  notes: { make: note, options: { mode: 'prose' } },
  json: { make: json, options: { format: 'json' } },
  csv: { make: csv, options: { format: 'csv' } },
  sql: { make: sql, options: { mode: 'prose' } },
  log: { make: log, options: { mode: 'log' } },
  phrases: { make: phrase, options: { mode: 'prose' } },
  world: { make: world, options: { mode: 'prose' } },
  spanish: { make: spanish, options: { mode: 'prose' } },
  evasive: { make: evasive, options: { mode: 'prose' }, isDisguised: true },
  'evasive-other': { make: evasiveOther, options: { mode: 'prose' }, isDisguised: true },
  'hard-negatives': { make: hardNegative, options: { mode: 'prose' } },
  code: { make: sourceCode, options: { mode: 'code' } },
}

/** Adds documents up. A disguised value is put back in plain letters where any of it is left, so that it counts as missed. */
export function scoreFamily(phi: Phi, family: Family, style: Style, seed: number, count: number): Score {
  const scorer = new Scorer()
  for (const labelled of documents(family, style, seed, count)) {
    const { findings } = phi.maskText(labelled.text, family.options)
    const isWhole = labelled.spans.every((span) => isCovered(labelled.text, span, findings))
    if (family.isDisguised && !isWhole) scorer.add(plain(labelled), [])
    else scorer.add(labelled, findings)
  }
  return scorer.score()
}

function isCovered(text: string, span: Labelled['spans'][number], findings: readonly Finding[]): boolean {
  for (let at = span.start; at < span.end; at++) {
    const isTelling = /[\p{L}\p{N}]/u.test(text.charAt(at))
    if (isTelling && !findings.some(({ start, end }) => start <= at && at < end)) return false
  }
  return true
}

function plain({ spans }: Labelled): Labelled {
  return { text: 'missed', spans: spans.map(({ class: kind }) => ({ start: 0, end: 6, class: kind })) }
}

/** Documents of a family: the same for the same seed. */
export function* documents(family: Family, style: Style, seed: number, count: number): Generator<Labelled> {
  for (let index = 0; index < count; index++) yield family.make(new Random(seed * 1_000_003 + index), style)
}
