/** `period`: not two times in order. `time-zone`: no IANA zone. `session`: no such session in the evidence. */
export type ReportErrorCode = 'period' | 'time-zone' | 'session'

/** What keeps a report, a list or a replay from being made. The message says what to do. */
export class ReportError extends Error {
  readonly code: ReportErrorCode

  constructor(code: ReportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ReportError'
    this.code = code
  }
}
