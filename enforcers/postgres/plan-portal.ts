import type { Analyst, Field, Planner, PlanRefusal, RowPlan } from './analyst.ts'
import type { Portal } from './names.ts'

/** Makes the plan of a portal whose fields are known; null, or why its rows cannot be sent. */
export function planPortal(analyst: Analyst, portal: Portal): string | null | Promise<string | null> {
  if (portal.planner === null || portal.fields === null) return null
  const settle = (plan: RowPlan | PlanRefusal): string | null => {
    if ('refused' in plan) return plan.message
    portal.plan = plan
    return null
  }
  const plan = planRows(analyst, portal.planner, portal.fields)
  return plan instanceof Promise ? plan.then(settle) : settle(plan)
}

/** A plan for these fields, after one look at the catalog where it is stale. */
export function planRows(
  analyst: Analyst,
  planner: Planner,
  fields: readonly Field[],
): RowPlan | PlanRefusal | Promise<RowPlan | PlanRefusal> {
  const plan = planner(fields)
  if (!('refused' in plan) || plan.refused !== 'stale') return plan
  return analyst.refresh().then(
    () => planner(fields),
    () => plan,
  )
}
