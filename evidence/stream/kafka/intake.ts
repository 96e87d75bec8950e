import { sha256 } from '../../ledger/hash.ts'
import { comparePositions, type Position, START } from '../position.ts'
import { eventsOf, openRun, type PlacedEvent, type ReceivedRun } from './event-message.ts'
import { type MessageChecker, Poison, type ReceivedMessage } from './signed-message.ts'

/** A message as it is kept until the sealer has read it. */
export interface Taken {
  readonly offset: number
  readonly source: string
  readonly after: Position
  /** None for a part that is not the last, and for what was refused. */
  readonly events: readonly PlacedEvent[]
}

/** What was refused, for an alarm: never its bytes. */
export interface Refused {
  readonly partition: number
  readonly offset: number
  readonly digest: string
  readonly why: string
}

interface Assembly {
  readonly run: ReceivedRun
  readonly parts: Buffer[]
}

/** Sources that may have an event in parts under way. */
const MOST_ASSEMBLIES = 64

/** Makes events of what arrives in one partition, in order. What nobody known has signed is refused, and told. */
export class Intake {
  readonly #partition: number
  readonly #checker: MessageChecker
  readonly #refused: (refused: Refused) => void
  readonly #assemblies = new Map<string, Assembly>()

  constructor(partition: number, checker: MessageChecker, refused: (refused: Refused) => void) {
    this.#partition = partition
    this.#checker = checker
    this.#refused = refused
  }

  take(offset: number, message: ReceivedMessage): Taken {
    try {
      const run = openRun(message, this.#checker)
      const whole = run.part.count === 1 ? run : this.#assemble(run)
      return { offset, source: run.source, after: run.after, events: whole ? eventsOf(whole) : [] }
    } catch (error) {
      if (!(error instanceof Poison)) throw error
      const digest = sha256(message.value ?? new Uint8Array())
      this.#refused({ partition: this.#partition, offset, digest, why: error.message })
      return { offset, source: '', after: START, events: [] }
    }
  }

  /** Forgets parts: reading goes on elsewhere. */
  clear(): void {
    this.#assemblies.clear()
  }

  // Parts come one behind the other from their source; one that is missing spoils the event, and it is sent again.
  #assemble(run: ReceivedRun): ReceivedRun | null {
    const { source, part } = run
    const begun = this.#assemblies.get(source)
    this.#assemblies.delete(source)
    if (part.index > 1 && !(begun && follows(begun, run))) return null
    const parts = part.index === 1 ? [run.value] : [...(begun?.parts ?? []), run.value]
    if (part.index === part.count) return { ...run, value: Buffer.concat(parts) }
    if (this.#assemblies.size >= MOST_ASSEMBLIES) this.#assemblies.clear()
    this.#assemblies.set(source, { run, parts })
    return null
  }
}

function follows({ run, parts }: Assembly, next: ReceivedRun): boolean {
  const isSame = run.epoch === next.epoch && run.first === next.first && run.part.count === next.part.count
  return isSame && next.part.index === parts.length + 1
}

/**
 * Lets the events of a source through in its own order: a message only where what its source says stands before it
 * has been let through. What is left out comes again, since a source sends from the watermark of the store until
 * that reaches what it sent. So what the brokers lose is not passed over in silence, and nothing is kept here.
 */
export class InOrder {
  readonly #last = new Map<string, Position>()

  /** Begins behind what is sealed. */
  sealed(marks: readonly { readonly source: string; readonly epoch: number; readonly seq: number }[]): void {
    for (const { source, epoch, seq } of marks) this.passed(source, { epoch, seq })
  }

  mayPass({ source, after }: Taken): boolean {
    return comparePositions(after, this.#last.get(source) ?? START) <= 0
  }

  passed(source: string, position: Position): void {
    const last = this.#last.get(source)
    if (!last || comparePositions(position, last) > 0) this.#last.set(source, position)
  }
}
