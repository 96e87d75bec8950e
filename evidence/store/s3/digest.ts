import { createHash } from 'node:crypto'

/** SHA-256 in base64, as S3 writes it. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}
