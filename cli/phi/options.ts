import { resolve } from 'node:path'
import type { Phi, StreamFormat, StreamOptions } from '#phi'
import type { Call, Option } from '../command.ts'
import { type Io, UsageError } from '../io.ts'
import { phiWith } from './rules-file.ts'

const FORMATS = [
  'auto',
  'text',
  'code',
  'log',
  'json',
  'ndjson',
  'fhir',
  'sse',
  'hl7',
  'x12',
  'ccda',
  'csv',
  'tsv',
  'dicom-json',
  'dicom',
] as const
const MODES = ['prose', 'log', 'code'] as const

export const PHI_OPTIONS: Readonly<Record<string, Option>> = {
  format: { type: 'string', value: 'NAME', help: `what the input is made of: ${FORMATS.join(', ')}` },
  rules: { type: 'string', value: 'FILE', help: 'identifiers of your own (YAML); see cordon phi rules check' },
  mode: { type: 'string', value: 'NAME', help: 'how much evidence text needs: prose (least), log, code (most)' },
}

/** The engine that a command line asks for. */
export function phiOf({ text }: Call, { cwd }: Io): Phi {
  const path = text('rules')
  return phiWith(path === undefined ? undefined : resolve(cwd, path))
}

/** What a command line says of its input. Throws UsageError for a name that nobody knows. */
export function phiOptions({ text }: Call): StreamOptions {
  return streamOptions(text('format'), text('mode'))
}

/** The same for names from anywhere. */
export function streamOptions(format: string | undefined, mode: string | undefined): StreamOptions {
  const known = FORMATS.find((name) => name === format)
  if (format !== undefined && known === undefined)
    throw new UsageError(`there is no format "${format}"; there are ${FORMATS.join(', ')}`)
  const chosen = MODES.find((name) => name === mode)
  if (mode !== undefined && chosen === undefined)
    throw new UsageError(`there is no mode "${mode}"; there are ${MODES.join(', ')}`)
  const named: StreamFormat | undefined = known
  return { ...(named === undefined ? {} : { format: named }), ...(chosen === undefined ? {} : { mode: chosen }) }
}
