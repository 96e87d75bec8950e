import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { parse, type SourceHeadData, type SourceOpenedData } from '#schemas'
import { readBase64 } from '../ledger/base64.ts'
import { NO_HASH, sha256 } from '../ledger/hash.ts'
import { keyIdOf } from '../ledger/key-id.ts'
import type { BadReason } from '../ledger/ledger-error.ts'
import { advance, type Watermarks } from '../ledger/watermarks.ts'
import type { JudgedEvent } from './judged-event.ts'

/** What is known of a source when the walk has come so far. */
export interface SourceState {
  readonly id: string
  readonly epoch: number
  readonly seq: number
  /** Events of this epoch up to here are signed by the source itself; the rest is chained only. */
  readonly signedSeq: number
  /** Signed heads that could not be checked, since the source's key was introduced before the walk began. */
  readonly unchecked: number
}

/** A source that contradicts itself. */
export class SourceFault extends Error {
  readonly reason: BadReason

  constructor(reason: BadReason, message: string) {
    super(message)
    this.reason = reason
  }
}

interface Chain {
  epoch: number
  seq: number
  /** Hashes of the event at `seq`: more than one where a source said two things under one number. */
  heads: string[]
  key: KeyObject | null
  signedSeq: number
  unchecked: number
}

const MOST_HEADS = 8

/**
 * Follows the chain of every source through the ledger: each event names the hash of the one before, an epoch
 * begins with `source.opened`, heads are signed by the key that the source's id is made of. Numbers that are
 * left out are not its matter; see completeness.ts.
 */
export class Sources {
  /** The fold that a segment header must hold. */
  readonly watermarks: Watermarks
  readonly #chains = new Map<string, Chain>()

  constructor(watermarks: Watermarks) {
    this.watermarks = new Map(watermarks)
    for (const { source, epoch, seq, head } of watermarks.values())
      this.#chains.set(source, { epoch, seq, heads: [head], key: null, signedSeq: 0, unchecked: 0 })
  }

  /** Throws SourceFault. */
  follow(event: JudgedEvent, bytes: Uint8Array): void {
    const { id, epoch, seq } = event.source
    const head = sha256(bytes)
    advance(this.watermarks, { source: id, epoch, seq, head })
    const chain = this.#chain(id)
    if (epoch > chain.epoch) this.#begin(chain, event, head)
    else if (epoch === chain.epoch) this.#goOn(chain, event, head)
    if (epoch === chain.epoch && seq === chain.seq && signsItsChain(event)) checkHead(chain, event)
  }

  states(): SourceState[] {
    return [...this.#chains].map(([id, { epoch, seq, signedSeq, unchecked }]) => ({
      id,
      epoch,
      seq,
      signedSeq,
      unchecked,
    }))
  }

  #chain(id: string): Chain {
    let chain = this.#chains.get(id)
    if (!chain) {
      chain = { epoch: 0, seq: 0, heads: [], key: null, signedSeq: 0, unchecked: 0 }
      this.#chains.set(id, chain)
    }
    return chain
  }

  #begin(chain: Chain, event: JudgedEvent, head: string): void {
    const { epoch, seq, prev, id } = event.source
    if (seq === 1) {
      if (prev !== NO_HASH) throw new SourceFault('source-chain', 'the first event of an epoch has nothing before it')
      if (event.kind !== 'source.opened') throw new SourceFault('source-chain', 'an epoch begins with source.opened')
      const opened = openedOf(event)
      chain.key = publicKeyOf(opened, id)
      const { previous } = opened
      if (previous?.epoch === chain.epoch && previous.seq === chain.seq && !chain.heads.includes(previous.head))
        throw new SourceFault('source-chain', 'its source remembers another end of the former epoch')
    }
    Object.assign(chain, { epoch, seq, heads: [head], signedSeq: 0 })
  }

  #goOn(chain: Chain, event: JudgedEvent, head: string): void {
    const { seq, prev } = event.source
    if (seq < chain.seq) return
    if (seq === chain.seq) {
      if (chain.heads.length < MOST_HEADS) chain.heads.push(head)
      return
    }
    if (seq === chain.seq + 1 && !chain.heads.includes(prev))
      throw new SourceFault('source-chain', 'it does not name the event that its source made before it')
    chain.seq = seq
    chain.heads = [head]
  }
}

function signsItsChain(event: JudgedEvent): boolean {
  return event.kind === 'source.head' || (event.kind === 'heartbeat' && 'signature' in event.data)
}

function checkHead(chain: Chain, { source, data }: JudgedEvent): void {
  const { seq, head, signature } = headOf(data)
  if (seq !== source.seq - 1 || head !== source.prev)
    throw new SourceFault('source-signature', 'it signs another head than that of the event before it')
  if (!chain.key) {
    chain.unchecked++
    return
  }
  const text = `cordon-source-head-v1\n${source.id}\n${source.epoch}\n${seq}\n${head}\n`
  const raw = readBase64(signature)
  if (!raw || !verify(null, Buffer.from(text), chain.key, raw))
    throw new SourceFault('source-signature', 'the signature of its source does not hold')
  chain.signedSeq = seq
}

function headOf(data: JudgedEvent['data']): SourceHeadData {
  try {
    const { sourceHead } = parse('event-data', { sourceHead: data })
    if (sourceHead) return sourceHead
  } catch {
    // Said below: what is wrong in there is not worth quoting.
  }
  throw new SourceFault('source-signature', 'it holds no signed head')
}

function openedOf({ data }: JudgedEvent): SourceOpenedData {
  try {
    const { sourceOpened } = parse('event-data', { sourceOpened: data })
    if (sourceOpened) return sourceOpened
  } catch {
    // Said below.
  }
  throw new SourceFault('source-key', 'it does not say with which key its source signs')
}

function publicKeyOf({ publicKey }: SourceOpenedData, id: string): KeyObject {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    if (keyIdOf(key) === id) return key
  } catch {
    // Said below.
  }
  throw new SourceFault('source-key', 'the key that its source shows is not the one that the id of the source names')
}
