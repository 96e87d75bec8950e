import type { SqlEffect } from './facts.ts'

/** What a statement that is no query does, where its node alone says it. `CREATE`, `ALTER`, `DROP` need no line. */
export interface UtilityNature {
  readonly effects: readonly SqlEffect[]
  /** What is done to the relations that it names. */
  readonly access: 'read' | 'write' | 'ddl'
  /** It makes code that later runs unseen. */
  readonly code?: true
}

const DDL: UtilityNature = { effects: ['ddl'], access: 'ddl' }
const CODE: UtilityNature = { effects: ['ddl'], access: 'ddl', code: true }

export const UTILITIES: Readonly<Record<string, UtilityNature>> = {
  TruncateStmt: { effects: ['write'], access: 'write' },
  LockStmt: { effects: ['lock'], access: 'read' },
  RefreshMatViewStmt: { effects: ['ddl', 'write'], access: 'write' },
  VacuumStmt: DDL,
  ClusterStmt: DDL,
  ReindexStmt: DDL,
  CheckPointStmt: DDL,
  CommentStmt: DDL,
  SecLabelStmt: DDL,
  GrantStmt: DDL,
  GrantRoleStmt: DDL,
  RenameStmt: DDL,
  IndexStmt: DDL,
  DefineStmt: DDL,
  CompositeTypeStmt: DDL,
  DropOwnedStmt: DDL,
  ReassignOwnedStmt: DDL,
  ImportForeignSchemaStmt: DDL,
  RuleStmt: CODE,
  CreateTrigStmt: CODE,
  CreateEventTrigStmt: CODE,
  CreateFunctionStmt: CODE,
  CreateExtensionStmt: CODE,
  CreateCastStmt: CODE,
  CreateOpClassStmt: CODE,
  CreatePLangStmt: CODE,
  CreatePolicyStmt: CODE,
  ListenStmt: { effects: ['session'], access: 'read' },
  UnlistenStmt: { effects: ['session'], access: 'read' },
  NotifyStmt: { effects: ['session', 'write'], access: 'read' },
  ConstraintsSetStmt: { effects: ['session'], access: 'read' },
  LoadStmt: { effects: ['procedure'], access: 'ddl', code: true },
}

/** The nature of a statement by its node, or null where it is unknown: then nothing can be said of it. */
export function utilityNature(node: string): UtilityNature | null {
  return UTILITIES[node] ?? (/^(Create|Alter|Drop)/.test(node) ? DDL : null)
}

/** `CreateTableAsStmt` is `create-table-as`. */
export function kindOf(node: string): string {
  const words = node.replace(/Stmt$/, '').replace(/([a-z])([A-Z])/g, '$1-$2')
  return words.toLowerCase()
}
