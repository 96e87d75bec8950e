import type { FastifyInstance } from 'fastify'
import { type DocumentName, parse } from '#schemas'
import { ApiError } from './problems.ts'

/** What stands in a route's `schema` in place of a JSON Schema: the name of a document. */
export interface DocumentSchema {
  readonly document: DocumentName
}

/** The `schema` member of a route that takes one document and answers another. */
export function documents({ body, answer }: { body?: DocumentName; answer?: DocumentName }): Record<string, unknown> {
  return {
    ...(body === undefined ? {} : { body: { document: body } }),
    ...(answer === undefined ? {} : { response: { '2xx': { document: answer } } }),
  }
}

/**
 * Checks bodies and answers through `#schemas`, where nothing is coerced, stripped or filled in. An answer that does not
 * fit is never sent: it becomes an error, and an error is a refusal.
 */
export function checkDocuments(server: FastifyInstance): void {
  server.setValidatorCompiler(({ schema }) => {
    const { document } = schema as unknown as DocumentSchema
    return (value: unknown) => {
      try {
        return { value: parse(document, value) }
      } catch (error) {
        return { error: error as Error }
      }
    }
  })
  server.setSerializerCompiler(({ schema }) => {
    const { document } = schema as unknown as DocumentSchema
    return (value: unknown) => {
      try {
        return JSON.stringify(parse(document, value))
      } catch (cause) {
        throw new ApiError(500, 'answer_invalid', 'the engine made an answer that does not fit its schema', { cause })
      }
    }
  })
}
