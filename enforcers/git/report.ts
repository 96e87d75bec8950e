import { FLUSH, PacketReader, packet, sideband } from './pkt-line.ts'

/** What became of one ref. `why` is git's own text where it was not updated. */
export interface RefReport {
  readonly ref: string
  readonly ok: boolean
  readonly why: string
}

/** What a server said of a push (gitprotocol-pack: report status). */
export interface PushReport {
  readonly unpacked: boolean
  readonly refs: readonly RefReport[]
}

const MOST_REFS = 10_000

/** Reads a server's answer to a push as it passes by, with or without a sideband. Never throws: what it can't read, it ignores. */
export class ReportReader {
  readonly #outer = new PacketReader()
  readonly #inner = new PacketReader()
  readonly #refs: RefReport[] = []
  readonly #banded: boolean
  #unpacked = false
  #broken = false

  constructor({ banded }: { readonly banded: boolean }) {
    this.#banded = banded
  }

  push(chunk: Buffer): void {
    if (this.#broken) return
    try {
      this.#outer.push(chunk)
      for (let one = this.#outer.next(); one !== null; one = this.#outer.next()) {
        if (one.kind !== 'data') continue
        if (!this.#banded) this.#line(one.bytes)
        else if (one.bytes[0] === 1) this.#band(one.bytes.subarray(1))
      }
    } catch {
      this.#broken = true
    }
  }

  get report(): PushReport {
    return { unpacked: this.#unpacked && !this.#broken, refs: this.#refs }
  }

  #band(bytes: Buffer): void {
    this.#inner.push(bytes)
    for (let one = this.#inner.next(); one !== null; one = this.#inner.next())
      if (one.kind === 'data') this.#line(one.bytes)
  }

  #line(bytes: Buffer): void {
    const line = bytes.toString('utf8').trimEnd()
    if (line === 'unpack ok') this.#unpacked = true
    const [word = '', ref = '', ...why] = line.split(' ')
    if ((word === 'ok' || word === 'ng') && this.#refs.length < MOST_REFS)
      this.#refs.push({ ref, ok: word === 'ok', why: why.join(' ') })
  }
}

/**
 * Our own answer to a push that was not let through: `remote:` lines were sent before; every ref is `ng`. Without
 * `report-status` the client wants nothing.
 */
export function refusedReport(refs: readonly string[], reason: string, capabilities: ReadonlySet<string>): Buffer {
  const wants = capabilities.has('report-status') || capabilities.has('report-status-v2')
  const lines = wants ? [packet('unpack ok\n'), ...refs.map((ref) => packet(`ng ${ref} ${reason}\n`)), FLUSH] : []
  const report = Buffer.concat(lines)
  if (!isBanded(capabilities)) return report
  return Buffer.concat([sideband(1, report), FLUSH])
}

export function isBanded(capabilities: ReadonlySet<string>): boolean {
  return capabilities.has('side-band-64k')
}
