import type { EnrolledSource, Introduced, Introduction } from '#schemas'
import type { Engine } from '../engine.ts'
import { IdentityError } from '../identity/identity-error.ts'
import { ApiError } from './problems.ts'
import type { ApiCall, ApiRoute } from './routes.ts'

/** What parts that run apart are given when they introduce themselves; `cli/` hands it in. */
export interface Introductions {
  /** Enrolls the event log of a part; null where it is enrolled already. Throws IdentityError `request`. */
  readonly enroll: (name: string, publicKey: string) => EnrolledSource | null
  readonly sources: () => readonly EnrolledSource[]
  /** Keys for the part of this name, 32 bytes each, base64. */
  readonly keys: (name: string) => Pick<Introduced, 'commitments' | 'recordings'>
}

/** Parts that run apart say who they are, and get the keys that they work with. */
export function introductionRoutes(engine: Engine, introductions: Introductions): readonly ApiRoute[] {
  return [
    {
      route: 'POST /v1/introductions',
      body: 'introduction',
      answer: 'introduced',
      handle: (call) => introduce(engine, introductions, call),
    },
  ]
}

async function introduce(
  engine: Engine,
  { enroll, sources, keys }: Introductions,
  { caller, body }: ApiCall,
): Promise<Introduced> {
  const enrolled = enrol(enroll, caller.subject, (body as Introduction).publicKey)
  if (enrolled) {
    const { id, name, publicKey } = enrolled
    try {
      await engine.recorder.append({ kind: 'source.enrolled', data: { source: id, enforcer: name, publicKey } }).durable
    } catch (cause) {
      throw new ApiError(503, 'evidence_unavailable', 'the enrolment cannot be recorded: try again later', { cause })
    }
  }
  return { ...keys(caller.subject), sources: [...sources()] }
}

function enrol(enroll: Introductions['enroll'], name: string, publicKey: string): EnrolledSource | null {
  try {
    return enroll(name, publicKey)
  } catch (cause) {
    if (!(cause instanceof IdentityError) || cause.code !== 'request') throw cause
    throw new ApiError(409, 'source_refused', cause.message, { cause })
  }
}
