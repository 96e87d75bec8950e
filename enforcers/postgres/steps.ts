import type { Analysis, Step } from './analysis.ts'
import type { Portal, Statement, Undo } from './names.ts'
import type { SessionState } from './session-state.ts'

/**
 * Statements of SQL that make or end names, as the server will follow them: PREPARE shares the table of Parse,
 * DECLARE that of Bind. Answers how to take everything back.
 */
export function followSteps(state: SessionState, analysis: Analysis, sql: string): Undo | null {
  const undos: Undo[] = []
  for (const step of analysis.steps) {
    const undo = follow(state, step, sql)
    if (undo) undos.push(undo)
  }
  if (undos.length === 0) return null
  return () => {
    for (const undo of undos.reverse()) undo()
  }
}

/** Names that the statements make or end. */
export function namesTouched(analysis: Analysis): string[] {
  const names: string[] = []
  for (const step of analysis.steps) {
    if (step.kind === 'prepare' || step.kind === 'declare') names.push(step.name)
    else if ((step.kind === 'deallocate' || step.kind === 'close') && step.name !== null) names.push(step.name)
  }
  return names
}

function follow({ names, path, mark }: SessionState, step: Step, sql: string): Undo | null {
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
