import type { Event, EventDraft } from '#schemas'

/** Which sessions stand open, so that the next process can say of those that this one leaves behind: cut off. */
export interface OpenSessions {
  /** Follows what is recorded: what opens, and what ends. */
  readonly see: (fact: Pick<Event, 'kind' | 'session' | 'run' | 'actor'>) => void
  /** `session.abandoned` for each that is open; then none is. */
  readonly abandon: () => readonly EventDraft[]
  /** As JSON, for a file. Make it durable before the log lets go of events. */
  readonly snapshot: () => string
}

type Owner = Pick<Event, 'run' | 'actor'>

/** Goes on from what a snapshot held, null for none; what the log still holds is to be shown to `see` again, and does no harm. */
export function openSessions(snapshot: unknown): OpenSessions {
  const open = new Map<string, Owner>((snapshot ?? []) as [string, Owner][])
  return {
    see: ({ kind, session, run, actor }) => {
      if (session === undefined) return
      if (kind === 'session.open')
        open.set(session, { ...(run === undefined ? {} : { run }), ...(actor === undefined ? {} : { actor }) })
      else if (kind === 'session.close' || kind === 'session.abandoned') open.delete(session)
    },
    abandon: () => {
      const drafts = [...open].map(([session, owner]): EventDraft => {
        const data = { reason: 'the process that held it ended without closing it' }
        return { kind: 'session.abandoned', session, ...owner, data }
      })
      open.clear()
      return drafts
    },
    snapshot: () => JSON.stringify([...open]),
  }
}
