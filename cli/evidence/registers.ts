import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { type IncidentResponses, parse, SchemaError } from '#schemas'
import type { Call } from '../command.ts'
import { CommandError, type Io, UsageError } from '../io.ts'
import type { LedgerPlace } from '../ledger-place.ts'

/** What reports need and no ledger can hold; null where the entity handed nothing in, and the control says so. */
export interface KeptRegisters {
  readonly responses: IncidentResponses | null
  readonly reviewEveryDays: number | null
}

/** As the configuration of the running system names them. Throws CommandError where the file cannot be read. */
export function keptRegisters({ state }: Pick<LedgerPlace, 'state'>): KeptRegisters {
  const file = state?.responses ?? null
  return { responses: file === null ? null : readResponses(file), reviewEveryDays: state?.reviewEveryDays ?? null }
}

/** The same, where the command line does not say otherwise. */
export function registersOf({ text }: Call, io: Io, place: LedgerPlace): KeptRegisters {
  const file = text('responses')
  const days = text('review-every')
  return {
    responses: file === undefined ? keptRegisters(place).responses : readResponses(resolve(io.cwd, file)),
    reviewEveryDays: days === undefined ? (place.state?.reviewEveryDays ?? null) : wholeDays(days),
  }
}

function readResponses(file: string): IncidentResponses {
  try {
    return parse('incident-responses', parseYaml(readFileSync(file, 'utf8'), { maxAliasCount: 0, uniqueKeys: true }))
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    // The parser quotes what it could not read.
    const why = cause instanceof SchemaError ? cause.message : typeof code === 'string' ? code : 'it is not YAML'
    throw new CommandError(`the register of responses ${file} cannot be used: ${why}`, { cause })
  }
}

function wholeDays(text: string): number {
  if (!/^[1-9][0-9]{0,3}$/.test(text)) throw new UsageError('--review-every takes whole days, for example 30')
  return Number(text)
}
