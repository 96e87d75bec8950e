import type { Analysis, Step } from './analysis.ts'
import { type Change, together } from './layers.ts'
import type { Portal, Statement } from './names.ts'
import type { SessionState } from './session-state.ts'

/**
 * Statements of SQL that make or end names, as the server will follow them: PREPARE shares the table of Parse,
 * DECLARE that of Bind.
 */
export function followSteps(state: SessionState, analysis: Analysis, sql: string): Change | null {
  const changes: Change[] = []
  for (const step of analysis.steps) {
    const change = follow(state, step, sql)
    if (change) changes.push(change)
  }
  return changes.length === 0 ? null : together(changes)
}

function follow({ names, path, mark }: SessionState, step: Step, sql: string): Change | null {
  switch (step.kind) {
    case 'prepare':
      return names.setStatement(step.name, prepared(step.analysis, sql, path.epoch))
    case 'deallocate':
      return step.name === null ? names.clearStatements() : names.setStatement(step.name, null)
    case 'declare':
      return names.setPortal(step.name, declared(step.name, step.analysis, { sql, epoch: path.epoch, mark }))
    case 'close':
      return step.name === null ? names.clearPortals() : names.setPortal(step.name, null)
    case 'plain':
    case 'execute':
    case 'fetch':
    case 'setting':
    case 'copy':
      return null
  }
}

function prepared(analysis: Analysis, sql: string, epoch: number): Statement {
  return { sql, analysis, epoch, types: [], prepared: true }
}

// Whether it is WITH HOLD does not matter: a name that the server has forgotten is an error there.
function declared(name: string, analysis: Analysis, made: { sql: string; epoch: number; mark: number }): Portal {
  return { ...newPortal(name, analysis, made), binary: false, hold: true }
}

export function newPortal(
  name: string,
  analysis: Analysis,
  { sql, epoch, mark }: { readonly sql: string; readonly epoch: number; readonly mark: number },
): Portal {
  return {
    name,
    sql,
    analysis,
    epoch,
    parameters: [],
    binary: false,
    hold: false,
    mark,
    described: false,
    fields: null,
    exchange: null,
    planner: null,
    plan: null,
  }
}
