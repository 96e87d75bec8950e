/** `period`: not two times in order. `time-zone`: no IANA zone. */
export type ReportErrorCode = 'period' | 'time-zone'

/** What keeps a report from being made. The message says what to do. */
export class ReportError extends Error {
  readonly code: ReportErrorCode

  constructor(code: ReportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ReportError'
    this.code = code
  }
}
