import type { EnforcerContext } from '../enforcer.ts'
import type { Control } from './control.ts'

export interface UpstreamWatchParts {
  readonly control: Pick<Control, 'query'>
  /** How long after one look the next is taken. */
  readonly everyMs: number
  /** How long the server may take to answer. */
  readonly withinMs: number
  readonly name: string
  readonly context: Pick<EnforcerContext, 'health' | 'log' | 'signal'>
}

export interface UpstreamWatch {
  /** Looks now: somebody could not log in there. */
  readonly look: () => void
  readonly stop: () => void
}

/**
 * Says when the server does not answer any more, and when it does again. One `select 1` a look, on the connection that
 * reads the catalog: it costs the server next to nothing.
 */
export function watchUpstream({ control, everyMs, withinMs, name, context }: UpstreamWatchParts): UpstreamWatch {
  const { health, log, signal } = context
  let dead = false
  let looking = false
  let timer: NodeJS.Timeout | undefined

  async function answers(): Promise<string | null> {
    try {
      await control.query('select 1', withinMs)
      return null
    } catch (error) {
      return error instanceof Error ? error.message : 'unknown'
    }
  }

  async function look(): Promise<void> {
    if (looking || signal.aborted) return
    looking = true
    clearTimeout(timer)
    const why = await answers()
    looking = false
    if (signal.aborted) return
    if ((why !== null) !== dead) {
      dead = why !== null
      if (dead) log.error('the guarded database does not answer', { enforcer: name, why })
      else log.info('the guarded database answers again', { enforcer: name })
      health?.(dead ? 'upstream_dead' : null)
    }
    timer = setTimeout(() => void look(), everyMs)
    timer.unref()
  }

  timer = setTimeout(() => void look(), everyMs)
  timer.unref()
  return { look: () => void look(), stop: () => clearTimeout(timer) }
}
