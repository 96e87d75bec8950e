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
  /** What a part of this name gets, once its log is enrolled. Throws IdentityError `request`. */
  readonly answer: (name: string, introduction: Introduction) => Introduced
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
  const introduction = body as Introduction
  try {
    await parts.enroll(subject, introduction.publicKey, (source) => record(engine, source))
    return parts.answer(subject, introduction)
  } catch (cause) {
    if (!(cause instanceof IdentityError) || cause.code !== 'request') throw cause
    throw new ApiError(409, 'introduction_refused', cause.message, { cause })
  }
}

async function record({ recorder }: Engine, { id, name, publicKey }: EnrolledSource): Promise<void> {
  try {
    await recorder.append({ kind: 'source.enrolled', data: { source: id, enforcer: name, publicKey } }).durable
  } catch (cause) {
    throw new ApiError(503, 'evidence_unavailable', 'the enrolment cannot be recorded: try again later', { cause })
  }
}
