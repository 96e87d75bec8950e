import { analyse } from './analyse.ts'
import { rememberingAnalyse } from './analysis-memory.ts'
import type { Analyst, AnalystParts, CreateAnalyst } from './analyst.ts'
import { loadCatalog } from './catalog-loader.ts'
import { loadParser } from './parser.ts'
import { planRows } from './plan.ts'
import { type LessonParts, Lessons } from './rows/lessons.ts'
import { translate, type UsualRequests } from './translate.ts'

/** Loads the parser and the upstream's catalog, and answers what the session asks. Rejects where either fails. */
export const createAnalyst: CreateAnalyst = async ({
  enforcer,
  query,
  phi,
  commit,
  now,
  statementBytes,
}: AnalystParts): Promise<Analyst> => {
  const [parser, catalog] = await Promise.all([
    loadParser(statementBytes === undefined ? {} : { statementBytes }),
    loadCatalog(query),
  ])
  const remembering = rememberingAnalyse((sql, searchPath) => {
    const parsed = parser.read(sql)
    return 'code' in parsed ? parsed : analyse(parsed, { catalog, searchPath })
  })
  const usual: UsualRequests = new WeakMap()
  const lessons = phi.learn === null ? {} : { lessons: lessonsOf(phi.learn, commit, now) }
  return {
    analyse: remembering.analyse,
    request: (analysis, facts) => translate(analysis, facts, { phi, commit, enforcer, usual }),
    planner: (decision, analysis) => planRows(decision, analysis, { catalog, phi, commit, ...lessons }),
    refresh: async () => {
      await catalog.refresh()
      remembering.forget()
    },
  }
}

function lessonsOf(learn: LessonParts['learn'], commit: AnalystParts['commit'], now: () => number): Lessons {
  return new Lessons({ learn, now, seed: Number.parseInt(commit('content', 'rows that taught').slice(0, 8), 16) | 0 })
}
