import type { SqlEffect } from './facts.ts'

/**
 * Built-in functions that do more than compute. Whether one may be called is policy's word (an allow-list); here it
 * is only said what it would do, and where the analysis ends.
 */
export interface FunctionNature {
  readonly effects: readonly SqlEffect[]
  /** Why the analysis cannot vouch for it. */
  readonly incomplete?: string
}

const RUNS_TEXT = 'a function runs or names relations from text'
const TOUCHES_SERVER = 'a function reaches the files, sessions or large objects of the server'

/** What a function of `pg_catalog` does beyond computing, or null. */
export function natureOf(name: string): FunctionNature | null {
  const known = NATURES[name]
  if (known) return known
  return PREFIXES.find(([prefix]) => name.startsWith(prefix))?.[1] ?? null
}

const WRITES: FunctionNature = { effects: ['write'] }
const LOCKS: FunctionNature = { effects: ['lock'] }
const TEXT: FunctionNature = { effects: ['unknown'], incomplete: RUNS_TEXT }
const SERVER: FunctionNature = { effects: ['procedure'], incomplete: TOUCHES_SERVER }

const NATURES: Readonly<Record<string, FunctionNature>> = {
  nextval: WRITES,
  setval: WRITES,
  set_config: { effects: ['session'] },
  pg_notify: { effects: ['session', 'write'] },
  setseed: { effects: ['session'] },
  query_to_xml: TEXT,
  query_to_xmlschema: TEXT,
  query_to_xml_and_xmlschema: TEXT,
  cursor_to_xml: TEXT,
  cursor_to_xmlschema: TEXT,
  ts_stat: TEXT,
  ts_rewrite: TEXT,
  pg_get_object_address: { effects: ['read'] },
  pg_stat_file: SERVER,
  pg_terminate_backend: SERVER,
  pg_cancel_backend: SERVER,
  pg_reload_conf: SERVER,
  pg_rotate_logfile: SERVER,
  pg_promote: SERVER,
  pg_switch_wal: SERVER,
  loread: SERVER,
  lowrite: SERVER,
}

const PREFIXES: readonly (readonly [string, FunctionNature])[] = [
  ['table_to_xml', TEXT],
  ['schema_to_xml', TEXT],
  ['database_to_xml', TEXT],
  ['pg_advisory_', LOCKS],
  ['pg_try_advisory_', LOCKS],
  ['lo_', SERVER],
  ['pg_read_', SERVER],
  ['pg_ls_', SERVER],
  ['pg_logical_', SERVER],
  ['pg_replication_', SERVER],
  ['pg_create_', SERVER],
  ['pg_drop_', SERVER],
  ['pg_backup_', SERVER],
  ['pg_wal_', SERVER],
  ['pg_log_', SERVER],
  ['pg_import_', SERVER],
  ['pg_restore_', SERVER],
  ['pg_clear_', SERVER],
  ['binary_upgrade_', SERVER],
]

/** Functions without arguments whose answer holds nothing of any row: as good as a constant. */
export const HARMLESS: ReadonlySet<string> = new Set([
  'pg_catalog.now',
  'pg_catalog.clock_timestamp',
  'pg_catalog.statement_timestamp',
  'pg_catalog.transaction_timestamp',
  'pg_catalog.timeofday',
  'pg_catalog.version',
  'pg_catalog.pg_backend_pid',
  'pg_catalog.current_database',
  'pg_catalog.current_schema',
  'pg_catalog.random',
  'pg_catalog.gen_random_uuid',
  'pg_catalog.pi',
])
