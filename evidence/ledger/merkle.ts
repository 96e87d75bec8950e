import { HASH_BYTES, joinInPlace, sha256 } from './hash.ts'

const MOST_LEVELS = 54

/**
 * The compact range of an RFC 6962 tree: roots of the full subtrees that the binary digits of its size name,
 * largest first. Grows by one leaf at a time in amortised one hash, and needs no older leaves.
 */
export class Frontier {
  readonly #hashes: Buffer = Buffer.alloc((MOST_LEVELS + 1) * HASH_BYTES)
  #count = 0
  #size = 0

  /** How many leaves the tree has. */
  get size(): number {
    return this.#size
  }

  /** A frontier as `toHex` wrote it. Throws RangeError where the number of hashes does not fit `size`. */
  static of(size: number, hashes: readonly string[]): Frontier {
    if (!Number.isSafeInteger(size) || size < 0 || hashes.length !== onesOf(size))
      throw new RangeError(`a tree of ${size} leaves has no frontier of ${hashes.length} hashes`)
    const frontier = new Frontier()
    for (const [index, hex] of hashes.entries()) {
      if (frontier.#hashes.write(hex, index * HASH_BYTES, 'hex') !== HASH_BYTES)
        throw new RangeError('a frontier holds hashes of 64 hex digits')
    }
    frontier.#count = hashes.length
    frontier.#size = size
    return frontier
  }

  /** Adds the leaves that stand in `tile` from leaf `from` up to `to`. */
  append(tile: Uint8Array, from: number, to: number): void {
    for (let leaf = from; leaf < to; leaf++) {
      this.#hashes.set(tile.subarray(leaf * HASH_BYTES, (leaf + 1) * HASH_BYTES), this.#count++ * HASH_BYTES)
      for (let size = this.#size; size % 2 === 1; size = (size - 1) / 2) {
        joinInPlace(this.#hashes, (this.#count - 2) * HASH_BYTES)
        this.#count--
      }
      this.#size++
    }
  }

  /** Root of the tree, hex; `SHA-256("")` where it is empty. */
  root(): string {
    if (this.#count === 0) return sha256(Buffer.alloc(0))
    const folded = Buffer.from(this.#hashes.subarray(0, this.#count * HASH_BYTES))
    for (let index = this.#count - 2; index >= 0; index--) joinInPlace(folded, index * HASH_BYTES)
    return folded.toString('hex', 0, HASH_BYTES)
  }

  toHex(): string[] {
    return Array.from({ length: this.#count }, (_, index) =>
      this.#hashes.toString('hex', index * HASH_BYTES, (index + 1) * HASH_BYTES),
    )
  }

  copy(): Frontier {
    return Frontier.of(this.#size, this.toHex())
  }
}

/** RFC 6962 root, hex, over the leaves that lie joined in `tile`. */
export function merkleRoot(tile: Uint8Array): string {
  return rootOf(tile, 0, tile.length / HASH_BYTES)
}

function rootOf(tile: Uint8Array, from: number, to: number): string {
  const frontier = new Frontier()
  frontier.append(tile, from, to)
  return frontier.root()
}

/** RFC 6962 §2.1.1 audit path of leaf `index`, hex, from the leaf up. Throws RangeError for no such leaf. */
export function inclusionProof(tile: Uint8Array, index: number): string[] {
  let from = 0
  let to = tile.length / HASH_BYTES
  if (!Number.isInteger(index) || index < 0 || index >= to) throw new RangeError(`there is no leaf ${index} of ${to}`)
  const path: string[] = []
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    if (index < middle) {
      path.push(rootOf(tile, middle, to))
      to = middle
    } else {
      path.push(rootOf(tile, from, middle))
      from = middle
    }
  }
  return path.reverse()
}

export interface Inclusion {
  /** Leaf hash, hex. */
  readonly leaf: string
  readonly index: number
  /** How many leaves the tree has. */
  readonly size: number
  readonly proof: readonly string[]
  /** Root of the tree, hex. */
  readonly root: string
}

/** Whether the path leads from leaf to root, by RFC 9162 §2.1.3.2. */
export function checkInclusion({ leaf, index, size, proof, root }: Inclusion): boolean {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false
  let node = index
  let last = size - 1
  let reached = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      reached = join(sibling, reached)
      while (node % 2 === 0 && node !== 0) {
        node /= 2
        last = Math.floor(last / 2)
      }
    } else reached = join(reached, sibling)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && reached === root
}

function join(left: string, right: string): string {
  const pair = Buffer.from(left + right, 'hex')
  if (pair.length !== 2 * HASH_BYTES) return ''
  joinInPlace(pair, 0)
  return pair.toString('hex', 0, HASH_BYTES)
}

function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

function onesOf(size: number): number {
  let ones = 0
  for (let left = size; left > 0; left = Math.floor(left / 2)) ones += left % 2
  return ones
}
