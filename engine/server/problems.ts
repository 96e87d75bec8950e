import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, SchemaError } from '#schemas'
import { ApprovalError, type ApprovalErrorCode } from '../approvals/approval-error.ts'
import { IdentityError } from '../identity/identity-error.ts'

/** An answer that is an error: HTTP status, stable code, and what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.status = status
    this.code = code
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not acceptable',
  401: 'Not authenticated',
  403: 'Not permitted',
  404: 'Not found',
  408: 'The request took too long',
  409: 'In conflict with what is there',
  413: 'The request is too large',
  431: 'The request headers are too large',
  500: 'The engine failed',
  503: 'The engine cannot answer now',
}

const APPROVAL_STATUS: Readonly<Record<ApprovalErrorCode, number>> = {
  unknown: 404,
  closed: 409,
  forbidden: 403,
  clipped: 409,
  changed: 409,
  full: 503,
  evidence: 503,
}

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json'

/** A problem document for a status. */
export function problem(status: number, code: string, detail?: string): Problem {
  const title = TITLES[status] ?? TITLES[500] ?? ''
  const base = { type: `urn:cordon:problem:${code}`, title, status, code }
  return detail === undefined ? base : { ...base, detail }
}

/** Sends a problem; nothing of the request is quoted in it. */
export function sendProblem(reply: FastifyReply, document: Problem): FastifyReply {
  if (document.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(document.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(document)
}

/** Every error of every route becomes a problem here. */
export function answerError(error: FastifyError | Error, _request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, toProblem(error))
}

function toProblem(error: FastifyError | Error): Problem {
  if (error instanceof ApiError) return problem(error.status, error.code, error.message)
  if (error instanceof SchemaError) return problem(400, `request_${error.code}`, error.message)
  if (error instanceof ApprovalError)
    return problem(APPROVAL_STATUS[error.code], `approval_${error.code}`, error.message)
  if (error instanceof IdentityError) return identityProblem(error)
  return frameworkProblem(error)
}

function identityProblem({ code, message }: IdentityError): Problem {
  if (code === 'full') return problem(503, 'evidence_full', message)
  if (code === 'crowded') return problem(503, 'sessions_full', message)
  if (code === 'unavailable') return problem(503, 'unavailable', message)
  return problem(401, 'caller_refused', 'this caller is not known: use a fresh token for this API')
}

// Fastify's own refusals. AuthZEN 1.0 wants 400 for a wrong content type, not 415.
function frameworkProblem(error: FastifyError | Error): Problem {
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problem(413, 'body_too_large', 'send a smaller body')
  if (code.startsWith('FST_ERR_CTP_')) return problem(400, 'body_unreadable', 'send JSON as application/json')
  if (statusCode >= 400 && statusCode < 500) return problem(400, 'request_invalid', 'the request is malformed')
  return problem(500, 'unexpected', 'see the log of the engine')
}
