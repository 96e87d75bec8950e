import type { Phi } from '#phi'
import { type ErrorFields, errorFrame, readErrorFields } from './error-fields.ts'
import { BACK } from './messages.ts'

/*
 * Error and notice texts carry row values: `Key (mrn)=(M001)`, `invalid input syntax … "123-45-6789"`, whole
 * failing rows, RAISE texts. Kept are SQLSTATE, severity, position and the names of schema, table, column,
 * type and constraint; dropped are DETAIL, HINT, CONTEXT, internal query and source places.
 */
const KEPT = ['S', 'V', 'C', 'P', 's', 't', 'c', 'd', 'n'] as const
const NAMES = ['s', 't', 'c', 'd', 'n'] as const
const WITHHELD = '…'
const TEXT_WITHHELD = 'the text of this message is withheld, since it may hold row values'
const MOST_TEXT = 2048

// Texts that SQL code writes itself (RAISE, xml, json path): nothing says what they hold.
const FREE_TEXT = new Set(['P0', 'XX', '22', '2200', '00', '01', '02', '38', '39'])
const PLAIN_22 = new Set(['22012', '22003', '22P02', '22007', '22008', '22001', '22P03', '22021', '22023'])

/** An `E` for the client in place of the server's. `sql`: what the client sent, whose words it may see again. */
export function scrubError(whole: Buffer, sql: string, phi: Pick<Phi, 'maskText'>): Buffer {
  return errorFrame(BACK.error, scrubFields(readErrorFields(whole), sql, phi))
}

/** An `N` for the client, or null where nothing of it can be shown. */
export function scrubNotice(whole: Buffer, sql: string, phi: Pick<Phi, 'maskText'>): Buffer | null {
  const fields = readErrorFields(whole)
  if (isFreeText(fields.get('C') ?? '')) return null
  return errorFrame(BACK.notice, scrubFields(fields, sql, phi))
}

export function scrubFields(fields: ErrorFields, sql: string, phi: Pick<Phi, 'maskText'>): ErrorFields {
  const clean = new Map<string, string>()
  for (const code of KEPT) {
    const text = fields.get(code)
    if (text !== undefined) clean.set(code, text.slice(0, MOST_TEXT))
  }
  const state = fields.get('C') ?? 'XX000'
  clean.set('M', isFreeText(state) ? TEXT_WITHHELD : scrubText(fields, sql, phi))
  return clean
}

function scrubText(fields: ErrorFields, sql: string, phi: Pick<Phi, 'maskText'>): string {
  const names = NAMES.map((code) => fields.get(code)).filter((name): name is string => name !== undefined)
  const text = (fields.get('M') ?? '').slice(0, MOST_TEXT)
  return phi.maskText(
    withoutQuotes(text, (quoted) => names.includes(quoted) || sql.includes(quoted)),
    { mode: 'log' },
  ).text
}

// What stands in quotes is kept only where it tells nothing new: a name that the server states beside it, or
// the client's own words. `select ssn::regclass` makes a value look like the name of a relation.
function withoutQuotes(text: string, known: (quoted: string) => boolean): string {
  let clean = ''
  let at = 0
  for (;;) {
    const open = text.indexOf('"', at)
    if (open < 0) return clean + text.slice(at)
    const close = text.indexOf('"', open + 1)
    if (close < 0) return `${clean}${text.slice(at, open)}"${WITHHELD}`
    const quoted = text.slice(open + 1, close)
    clean += `${text.slice(at, open)}"${quoted !== '' && known(quoted) ? quoted : WITHHELD}"`
    at = close + 1
  }
}

function isFreeText(state: string): boolean {
  return FREE_TEXT.has(state.slice(0, 2)) && !PLAIN_22.has(state)
}
