/** `json`: the bytes are no acceptable JSON. `shape`: the document does not fit its schema. */
export type SchemaErrorCode = 'json' | 'shape'

/** One place where a document does not fit. `path` is a JSON Pointer (RFC 6901); values are never quoted. */
export interface ShapeFault {
  readonly path: string
  readonly message: string
}

/** A document that cannot be taken. The message names places, never values: they may be PHI. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  readonly code: SchemaErrorCode
  readonly faults: readonly ShapeFault[]

  constructor(
    code: SchemaErrorCode,
    message: string,
    options: { cause?: unknown; faults?: readonly ShapeFault[] } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.faults = options.faults ?? []
  }
}
