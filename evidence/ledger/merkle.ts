import { HASH_BYTES, isHash, Slots, sha256 } from './hash.ts'

/**
 * The compact range of an RFC 6962 tree: roots of the full subtrees that the binary digits of its size name,
 * largest first. Grows in one hash a leaf, and needs no older leaves.
 */
export class Frontier {
  /** By level: root of the full subtree of 2^level leaves, hex; empty where `size` has no such digit. */
  readonly #levels: string[] = []
  #size = 0

  /** How many leaves the tree has. */
  get size(): number {
    return this.#size
  }

  /** A frontier as `toHex` wrote it. Throws RangeError where the number of hashes does not fit `size`. */
  static of(size: number, hashes: readonly string[]): Frontier {
    const frontier = new Frontier()
    let left = hashes.length
    if (!Number.isSafeInteger(size) || size < 0 || !hashes.every(isHash))
      throw new RangeError('a frontier has a size and hashes of 64 hex digits')
    for (let rest = size; rest > 0; rest = Math.floor(rest / 2))
      frontier.#levels.push(rest % 2 === 1 ? (hashes[--left] ?? '') : '')
    if (left !== 0) throw new RangeError(`a tree of ${size} leaves has no frontier of ${hashes.length} hashes`)
    frontier.#size = size
    return frontier
  }

  /** Adds the leaves that stand in `tile` from leaf `from` up to `to`. */
  append(tile: Uint8Array, from: number, to: number): void {
    let count = to - from
    // Slot 0 is kept for what the level holds already.
    const slots = new Slots(count + 1)
    slots.set(1, tile.subarray(from * HASH_BYTES, to * HASH_BYTES))
    for (let level = 0; count > 0; level++) {
      const held = this.#levels[level] ?? ''
      if (held !== '') slots.set(0, Buffer.from(held, 'hex'))
      const first = held === '' ? 1 : 0
      const nodes = count + 1 - first
      this.#levels[level] = nodes % 2 === 1 ? slots.hex(count) : ''
      count = Math.floor(nodes / 2)
      slots.joinPairs(first, count)
    }
    this.#size += to - from
  }

  /** Root of the tree, hex; `SHA-256("")` where it is empty. */
  root(): string {
    const [smallest, ...larger] = this.toHex().reverse()
    return smallest === undefined
      ? sha256(Buffer.alloc(0))
      : larger.reduce((right, left) => join(left, right), smallest)
  }

  /** Largest subtree first. */
  toHex(): string[] {
    return this.#levels.filter((hash) => hash !== '').reverse()
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
  return isHash(left) && isHash(right) ? sha256(Buffer.from(`01${left}${right}`, 'hex')) : ''
}

function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}
