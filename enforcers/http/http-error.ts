/** What an exchange fails on: of the client's making, of the service's, or ours. */
export type HttpErrorCode =
  | 'request_framing'
  | 'request_target'
  | 'request_header'
  | 'request_body'
  | 'request_late'
  | 'body_too_large'
  | 'method_unsupported'
  | 'version_unsupported'
  | 'upgrade_refused'
  | 'content_type'
  | 'content_coding'
  | 'credential_missing'
  | 'credential_refused'
  | 'engine_unavailable'
  | 'service_unknown'
  | 'obligation_unmet'
  | 'upstream_unreachable'
  | 'upstream_late'
  | 'upstream_answer'
  | 'upstream_credential'
  | 'evidence_unavailable'
  | 'masking_failed'
  | 'overloaded'

/** An exchange that ends with an error of ours. The message is for the client: it quotes nothing of the traffic. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly code: HttpErrorCode
  /** Status of the answer, where its head has not been sent yet. */
  readonly status: number

  constructor(code: HttpErrorCode, message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.status = options.status ?? STATUS[code]
  }
}

const STATUS: Readonly<Record<HttpErrorCode, number>> = {
  request_framing: 400,
  request_target: 400,
  request_header: 400,
  request_body: 400,
  request_late: 408,
  body_too_large: 413,
  method_unsupported: 405,
  version_unsupported: 505,
  upgrade_refused: 400,
  content_type: 415,
  content_coding: 415,
  credential_missing: 401,
  credential_refused: 401,
  engine_unavailable: 503,
  service_unknown: 404,
  obligation_unmet: 403,
  upstream_unreachable: 502,
  upstream_late: 504,
  upstream_answer: 502,
  upstream_credential: 502,
  evidence_unavailable: 503,
  masking_failed: 500,
  overloaded: 503,
}
