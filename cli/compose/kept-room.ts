import type { Recorder } from '#engine'
import type { Appended, OpenEventLog, Reservation } from '#evidence'
import type { EventDraft, Obligation } from '#schemas'

/**
 * Room for what follows: a decision is recorded before a statement runs, and what came of it after. So that the second
 * part never fails for want of room when it is too late to refuse, room for it is kept before the first is recorded;
 * where none can be kept, nothing is decided.
 */
export interface KeptRoom {
  /** Keeps room for the effect of each decision that it appends. Throws as the log does. */
  readonly decisions: Recorder
  /** Appends what an enforcer of this process records; effects and ends of sessions take the room that was kept. */
  readonly record: (draft: EventDraft) => Appended
  /**
   * For decisions that are recorded elsewhere: keeps room for the effect before one is asked for; what it answers ties
   * the room to the decision. Throws as the log does.
   */
  readonly ask: (session: string) => (decision: string) => void
}

interface SessionRoom {
  readonly end: Reservation
  /** By decision. */
  readonly effects: Map<string, Reservation>
  readonly actorBytes: number
}

// Most bytes of an event beside who acts: stamp, texts of the client's at their longest as JSON, counts by class, and
// where labelled relations are read, 64 references to patients and both ways to mask.
const END_BYTES = 3 * 1024
const REFUSED_BYTES = 4 * 1024
const PLAIN_BYTES = 6 * 1024
const LABELLED_BYTES = 16 * 1024

/** Sessions count from their `session.open` here: what parts that run apart do is recorded in logs of their own. */
export function keepRoom(log: Pick<OpenEventLog, 'append' | 'reserve'>): KeptRoom {
  const sessions = new Map<string, SessionRoom>()

  function decide(draft: EventDraft): Appended {
    const session = draft.kind === 'decision' ? sessions.get(draft.session ?? '') : undefined
    if (session === undefined) return log.append(draft)
    const { id, effect, obligations } = draft.data as { id: string; effect: string; obligations: readonly Obligation[] }
    const effectRoom = log.reserve(effectBytes(effect, obligations) + session.actorBytes)
    session.effects.set(id, effectRoom)
    try {
      return log.append(draft)
    } catch (error) {
      session.effects.delete(id)
      effectRoom.release()
      throw error
    }
  }

  function open(id: string, draft: EventDraft): Appended {
    // The actor stands in every event, and its name once more as the recipient.
    const actorBytes = 2 * Buffer.byteLength(JSON.stringify(draft.actor ?? {}))
    const end = log.reserve(END_BYTES + actorBytes)
    try {
      const appended = log.append(draft)
      sessions.set(id, { end, effects: new Map(), actorBytes })
      return appended
    } catch (error) {
      end.release()
      throw error
    }
  }

  function close(id: string, session: SessionRoom, draft: EventDraft): Appended {
    sessions.delete(id)
    for (const room of session.effects.values()) room.release()
    return session.end.append(draft)
  }

  function effect({ effects }: SessionRoom, draft: EventDraft): Appended {
    const { decision } = draft.data as { decision: string }
    const room = effects.get(decision)
    effects.delete(decision)
    return room === undefined ? log.append(draft) : room.append(draft)
  }

  function ask(id: string): (decision: string) => void {
    const session = sessions.get(id)
    if (session === undefined) return () => undefined
    const effectRoom = log.reserve(LABELLED_BYTES + session.actorBytes)
    return (decision) => session.effects.set(decision, effectRoom)
  }

  return {
    ask,
    decisions: { append: decide },
    record: (draft) => {
      const { kind, session: id = '' } = draft
      if (kind === 'session.open') return open(id, draft)
      const session = sessions.get(id)
      if (session === undefined) return log.append(draft)
      if (kind === 'effect') return effect(session, draft)
      return kind === 'session.close' ? close(id, session, draft) : log.append(draft)
    },
  }
}

function effectBytes(effect: string, obligations: readonly Obligation[]): number {
  if (effect !== 'allow') return REFUSED_BYTES
  const labelled = obligations.some((one) => one.type === 'mask' && one.relations.length > 0)
  return labelled ? LABELLED_BYTES : PLAIN_BYTES
}
