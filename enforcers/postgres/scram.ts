import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/*
 * SCRAM-SHA-256 as a client (RFC 5802, RFC 7677), without channel binding: TLS has checked the server's name.
 *   client-first := "n,," bare          bare := "n=,r=" nonce
 *   server-first := "r=" nonce ",s=" salt ",i=" iterations
 *   client-final := "c=biws,r=" nonce ",p=" proof
 *   server-final := "v=" signature
 */
const GS2_HEADER = 'n,,'
const NONCE_BYTES = 18
const LEAST_ITERATIONS = 4096
const MOST_ITERATIONS = 1_000_000
const derive = promisify(pbkdf2)

/** The server did not hold to SCRAM, or does not know the password. */
export class ScramError extends Error {
  override readonly name = 'ScramError'
}

export interface ScramExchange {
  readonly first: string
  /** Answers client-final. Rejects with ScramError. */
  answer(serverFirst: string): Promise<string>
  /** Checks that the server knows the password, too. Throws ScramError. */
  check(serverFinal: string): void
}

export function startScram(password: string): ScramExchange {
  const nonce = randomBytes(NONCE_BYTES).toString('base64')
  const bare = `n=,r=${nonce}`
  let expected: Buffer | null = null

  return {
    first: GS2_HEADER + bare,
    answer: async (serverFirst) => {
      const { serverNonce, salt, iterations } = readServerFirst(serverFirst, nonce)
      const salted = await derive(prepare(password), salt, iterations, 32, 'sha256')
      const withoutProof = `c=${Buffer.from(GS2_HEADER).toString('base64')},r=${serverNonce}`
      const message = `${bare},${serverFirst},${withoutProof}`
      const clientKey = hmac(salted, 'Client Key')
      const signature = hmac(createHash('sha256').update(clientKey).digest(), message)
      expected = hmac(hmac(salted, 'Server Key'), message)
      return `${withoutProof},p=${xor(clientKey, signature).toString('base64')}`
    },
    check: (serverFinal) => {
      const shown = serverFinal.startsWith('v=') ? Buffer.from(serverFinal.slice(2), 'base64') : Buffer.alloc(0)
      if (expected === null || shown.length !== expected.length || !timingSafeEqual(shown, expected))
        throw new ScramError('the server could not prove that it knows the password: it may be another server')
    },
  }
}

function readServerFirst(text: string, nonce: string): { serverNonce: string; salt: Buffer; iterations: number } {
  const parts = new Map(text.split(',').map((part) => [part.slice(0, 2), part.slice(2)] as const))
  const serverNonce = parts.get('r=') ?? ''
  const salt = Buffer.from(parts.get('s=') ?? '', 'base64')
  const iterations = Number(parts.get('i='))
  if (!serverNonce.startsWith(nonce) || serverNonce.length === nonce.length || salt.length === 0)
    throw new ScramError('the server answered the SCRAM login with something else')
  // Fewer would make the proof cheap to guess from, more would keep us computing.
  if (!Number.isInteger(iterations) || iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS)
    throw new ScramError('the server asks for an unacceptable number of SCRAM iterations')
  return { serverNonce, salt, iterations }
}

// SASLprep (RFC 4013) comes down to NFKC for passwords without control characters, which Cordon's own are.
function prepare(password: string): string {
  return password.normalize('NFKC')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)))
}
