import { sha256 } from '../../ledger/hash.ts'
import { isSession } from '../../recording/envelope.ts'
import type { SessionFrames } from '../../recording/session-frames.ts'
import { MOST_PAYLOAD_BYTES } from '../frames.ts'
import {
  type MessageChecker,
  type MessageSigner,
  Poison,
  type ReceivedMessage,
  type SignedMessage,
} from './signed-message.ts'

/*
 * value = 1*frame     of one session, its key first where it has not been sent: docs/evidence-format.md
 *       / a slice     where `part` is not "1/1"; `digest` is over the whole
 */
export interface PayloadPart {
  readonly source: string
  readonly session: string
  /** SHA-256 of the whole, hex. */
  readonly digest: string
  readonly index: number
  readonly count: number
  readonly value: Buffer
}

/** The largest frame in the smallest messages, with room. */
const MOST_PARTS = 4096

/** Packs frames of a session into groups within `bytes`; a frame that is larger stands alone. */
export function packFrames({ key, exchanges }: SessionFrames, bytes: number): SessionFrames[] {
  const packs: { key: Uint8Array | undefined; exchanges: SessionFrames['exchanges'][number][] }[] = []
  let size = Number.POSITIVE_INFINITY
  for (const exchange of exchanges) {
    if (size + exchange.bytes.length > bytes) {
      packs.push({ key: packs.length === 0 ? key : undefined, exchanges: [] })
      size = packs.length === 1 ? (key?.length ?? 0) : 0
    }
    packs.at(-1)?.exchanges.push(exchange)
    size += exchange.bytes.length
  }
  return packs.length === 0 && key ? [{ key, exchanges: [] }] : packs
}

/** The messages that carry one group of frames. */
export function sealFrames(
  session: string,
  { key, exchanges }: SessionFrames,
  bytes: number,
  signer: MessageSigner,
): SignedMessage[] {
  const whole = Buffer.concat([...(key ? [key] : []), ...exchanges.map((exchange) => exchange.bytes)])
  const digest = sha256(whole)
  const count = Math.ceil(whole.length / bytes)
  return Array.from({ length: count }, (_, index) => {
    const value = whole.subarray(index * bytes, (index + 1) * bytes)
    const facts = { session, digest, part: `${index + 1}/${count}` }
    return { key: session, ...signer.sign('payloads', facts, value) }
  })
}

/** Takes a message in. Throws Poison. */
export function openFrames(message: ReceivedMessage, checker: MessageChecker): PayloadPart {
  const { source, facts, value } = checker.open('payloads', ['session', 'digest', 'part'], message)
  const [index = 0, count = 0] = facts.part.split('/', 2).map(Number)
  const isPart = Number.isSafeInteger(index) && Number.isSafeInteger(count) && `${index}/${count}` === facts.part
  if (!isPart || index < 1 || index > count || count > MOST_PARTS) throw new Poison('its part is none')
  if (!isSession(facts.session)) throw new Poison('its session is none')
  if (value.length > MOST_PAYLOAD_BYTES) throw new Poison('it is larger than any recording')
  return { source, session: facts.session, digest: facts.digest, index, count, value }
}
