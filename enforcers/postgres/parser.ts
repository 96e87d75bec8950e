import { fingerprintSync, hasSqlDetails, loadModule, parseSync, scanSync } from 'libpg-query'
import type { Unreadable } from './analysis.ts'
import type { Tree } from './statement/tree.ts'

/** The real PostgreSQL 18 parser, compiled to WASM (libpg_query). This file alone imports it: it takes 138 MB. */
export interface Parser {
  /** Statements of one message as raw parse trees, with tokens and fingerprint. Never throws. */
  read(sql: string): Parsed | Unreadable
}

export interface Parsed {
  readonly statements: readonly Tree[]
  readonly tokens: readonly Token[]
  /** libpg-query's fingerprint: the same for statements that differ in literals alone. */
  readonly statementShape: string
}

/** One lexical token of the server's own scanner; offsets are bytes of UTF-8. */
export interface Token {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Number of the token in gram.y; see `statement/shape.ts` for those that matter. */
  readonly tokenType: number
}

export interface ParserLimits {
  /** Longest message, in UTF-8 bytes. Larger ones block every session for milliseconds each. */
  readonly statementBytes?: number
}

// What no UTF-8 holds: the parser would read a replacement where the server reads something else.
const LONE_SURROGATE = /\p{Surrogate}/u
const DEFAULT_STATEMENT_BYTES = 1 << 20

/** Loads the parser (tens of milliseconds, once a process). */
export async function loadParser({ statementBytes = DEFAULT_STATEMENT_BYTES }: ParserLimits = {}): Promise<Parser> {
  await loadModule()
  return { read: (sql) => refuse(sql, statementBytes) ?? read(sql) }
}

// The WASM side takes C strings: a NUL would hide the rest of the message from us, never from the server.
function refuse(sql: string, statementBytes: number): Unreadable | null {
  if (sql.includes('\0'))
    return { code: 'nul', message: 'the statement holds a NUL byte, which PostgreSQL does not accept' }
  if (LONE_SURROGATE.test(sql)) return { code: 'syntax', message: 'the statement is not valid Unicode' }
  if (sql.length > statementBytes || Buffer.byteLength(sql) > statementBytes)
    return { code: 'too-long', message: `the statement is longer than ${statementBytes} bytes: split it` }
  if (sql === '') return { code: 'empty', message: 'the statement is empty' }
  return null
}

function read(sql: string): Parsed | Unreadable {
  try {
    const { stmts } = parseSync(sql)
    const statements = (stmts ?? []).flatMap(({ stmt }) => (stmt === undefined ? [] : [stmt as Tree]))
    if (statements.length === 0) return { code: 'empty', message: 'the message holds no statement' }
    return { statements, tokens: scanSync(sql).tokens, statementShape: fingerprintSync(sql) }
  } catch (error) {
    return unreadable(error)
  }
}

// The parser's own message quotes the statement, which may hold PHI: only the place is kept.
function unreadable(error: unknown): Unreadable {
  const tooDeep = { code: 'too-deep', message: 'the statement is nested too deeply to be judged: simplify it' } as const
  if (!hasSqlDetails(error)) return tooDeep
  if (/memory|stack depth|too long|too complex/i.test(error.message)) return tooDeep
  const place = error.sqlDetails?.cursorPosition ?? 0
  return { code: 'syntax', message: `the statement has a syntax error at character ${place + 1}` }
}
