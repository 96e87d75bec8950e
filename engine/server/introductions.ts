import type { EnrolledSource, Introduced, Introduction } from '#schemas'
import type { Engine } from '../engine.ts'
import { IdentityError } from '../identity/identity-error.ts'
import type { SourceRegistry } from '../identity/sources.ts'
import { ApiError } from './problems.ts'
import type { ApiCall, ApiRoute } from './routes.ts'

/** What parts that run apart are given when they introduce themselves; `cli/` hands it in. */
export interface Introductions {
  /** See SourceRegistry.enroll. */
  readonly enroll: SourceRegistry['enroll']
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

async function introduce(engine: Engine, parts: Introductions, { caller, body }: ApiCall): Promise<Introduced> {
  const { subject } = caller
  try {
    await parts.enroll(subject, (body as Introduction).publicKey, (source) => record(engine, source))
  } catch (cause) {
    if (!(cause instanceof IdentityError) || cause.code !== 'request') throw cause
    throw new ApiError(409, 'source_refused', cause.message, { cause })
  }
  return { ...parts.keys(subject), sources: [...parts.sources()] }
}

async function record({ recorder }: Engine, { id, name, publicKey }: EnrolledSource): Promise<void> {
  try {
    await recorder.append({ kind: 'source.enrolled', data: { source: id, enforcer: name, publicKey } }).durable
  } catch (cause) {
    throw new ApiError(503, 'evidence_unavailable', 'the enrolment cannot be recorded: try again later', { cause })
  }
}
