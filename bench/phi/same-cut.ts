import type { Finding, Phi, StreamOptions } from '#phi'
import type { Chance } from './mutants.ts'

/** One document in twelve byte by byte, two in small pieces, the others in a few: cut anywhere. */
const MOST_IN_PIECE = [1, 6, 64, ...Array.from({ length: 9 }, () => null)]

/** What came of a document: masked bytes in a buffer that is used again, and findings. */
class Outcome {
  bytes: Buffer = Buffer.alloc(1 << 16)
  length: number = 0
  findings: readonly Finding[] = []

  add(part: Uint8Array): void {
    if (this.length + part.length > this.bytes.length)
      this.bytes = Buffer.concat([this.bytes], 2 * (this.length + part.length))
    this.bytes.set(part, this.length)
    this.length += part.length
  }

  equals(other: Outcome): boolean {
    return (
      this.length === other.length &&
      this.bytes.compare(other.bytes, 0, other.length, 0, this.length) === 0 &&
      this.findings.length === other.findings.length &&
      this.findings.every((finding, index) => isSame(finding, other.findings[index]))
    )
  }
}

/** Masks a document whole and in pieces, and says whether both came out alike, findings too. */
export class SameCut {
  readonly #phi: Phi
  readonly #whole: Outcome = new Outcome()
  readonly #cut: Outcome = new Outcome()

  constructor(phi: Phi) {
    this.#phi = phi
  }

  holds(bytes: Uint8Array, options: StreamOptions, chance: Chance): boolean {
    this.#mask(this.#whole, bytes, options, () => bytes.length)
    const most = MOST_IN_PIECE[chance.below(MOST_IN_PIECE.length)] ?? bytes.length
    this.#mask(this.#cut, bytes, options, () => 1 + chance.below(most))
    return this.#whole.equals(this.#cut)
  }

  #mask(outcome: Outcome, bytes: Uint8Array, options: StreamOptions, size: () => number): void {
    const masker = this.#phi.stream(options)
    outcome.length = 0
    for (let at = 0, next = 0; at < bytes.length; at = next) {
      next = at + size()
      outcome.add(masker.write(bytes.subarray(at, next)))
    }
    outcome.add(masker.end())
    outcome.findings = masker.findings
  }
}

function isSame(one: Finding, other: Finding | undefined): boolean {
  return (
    one.start === other?.start &&
    one.end === other.end &&
    one.class === other.class &&
    one.detector === other.detector &&
    one.score === other.score
  )
}
