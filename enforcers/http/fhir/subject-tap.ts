const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const COMMA = 0x2c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

const MOST_DEPTH = 128
const MOST_CAPTURED = 1024

type Key = 'id' | 'reference' | 'resourceType' | null

/** What is known of an object that is open; arrays have none. */
interface Level {
  readonly isObject: boolean
  patient: boolean
  id: string | null
}

export interface TapListener {
  /** A patient's id: of a Patient resource, or of a reference to one. */
  readonly patient: (id: string) => void
  /** The text of a `reference`. */
  readonly reference: (text: string) => void
  /** Something could not be read: patients may be in it. */
  readonly unreadable: () => void
}

/**
 * Reads FHIR JSON as it comes by, and names the patients in it. A tokeniser, no parser: linear, bounded, no recursion,
 * the same for every cut. Several documents in a row (NDJSON) are read like one.
 */
export class SubjectTap {
  readonly #listener: TapListener
  readonly #levels: Level[] = []
  #deeper = 0
  #expectsKey = false
  #key: Key = null
  #inString = false
  #escaped = false
  /** The string that is open is looked at; its bytes of earlier chunks are in `#held`. */
  #captures = false
  #isKey = false
  #hasEscape = false
  #held: Buffer[] = []
  #heldBytes = 0

  constructor(listener: TapListener) {
    this.#listener = listener
  }

  write(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let at = 0
    while (at < bytes.length) at = this.#inString ? this.#string(bytes, at) : this.#structure(bytes, at)
  }

  // Up to the next string, and just into it.
  #structure(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      switch (bytes[at]) {
        case QUOTE:
          this.#begin()
          return at + 1
        case OPEN_BRACE:
          this.#open(true)
          break
        case OPEN_BRACKET:
          this.#open(false)
          break
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          this.#close()
          break
        case COMMA:
          this.#expectsKey = this.#deeper === 0 && (this.#levels.at(-1)?.isObject ?? false)
          this.#key = null
          break
        case COLON:
          this.#expectsKey = false
          break
        default:
      }
    }
    return bytes.length
  }

  #begin(): void {
    this.#inString = true
    this.#isKey = this.#expectsKey
    this.#captures = this.#deeper === 0 && (this.#expectsKey || this.#key !== null)
    this.#hasEscape = false
    this.#held = []
    this.#heldBytes = 0
  }

  // Up to the end of the string, or of the chunk.
  #string(bytes: Buffer, from: number): number {
    let at = from
    if (this.#escaped) {
      this.#escaped = false
      at++
    }
    for (; at < bytes.length; at++) {
      const byte = bytes[at]
      if (byte === QUOTE) {
        this.#inString = false
        if (this.#captures) this.#captured(bytes.subarray(from, at))
        return at + 1
      }
      if (byte !== BACKSLASH) continue
      this.#hasEscape = true
      at++
      if (at >= bytes.length) this.#escaped = true
    }
    if (this.#captures) this.#hold(bytes.subarray(from))
    return bytes.length
  }

  #hold(piece: Buffer): void {
    this.#heldBytes += piece.length
    // Longer than anything that is looked for.
    if (this.#heldBytes > MOST_CAPTURED) this.#captures = false
    else this.#held.push(Buffer.from(piece))
  }

  #captured(last: Buffer): void {
    const length = this.#heldBytes + last.length
    if (this.#isKey) {
      // Keys that are looked for have these lengths, unless they are spelled with escapes.
      const known = this.#hasEscape || length === 2 || length === 9 || length === 12
      this.#key = known ? keyOf(this.#text(last)) : null
      return
    }
    if (length <= MOST_CAPTURED) this.#value(this.#text(last))
    this.#key = null
  }

  #text(last: Buffer): string {
    const text = (this.#held.length === 0 ? last : Buffer.concat([...this.#held, last])).toString('utf8')
    if (!this.#hasEscape) return text
    try {
      return JSON.parse(`"${text}"`) as string
    } catch {
      this.#listener.unreadable()
      return ''
    }
  }

  #value(text: string): void {
    const level = this.#levels.at(-1)
    if (level === undefined) return
    if (this.#key === 'reference') this.#listener.reference(text)
    else if (this.#key === 'id') level.id = text
    else if (text === 'Patient') level.patient = true
  }

  #open(isObject: boolean): void {
    this.#key = null
    if (this.#levels.length === MOST_DEPTH) {
      if (this.#deeper++ === 0) this.#listener.unreadable()
      return
    }
    this.#levels.push({ isObject, patient: false, id: null })
    this.#expectsKey = isObject
  }

  #close(): void {
    this.#key = null
    this.#expectsKey = false
    if (this.#deeper > 0) {
      this.#deeper--
      return
    }
    const level = this.#levels.pop()
    if (level === undefined) this.#listener.unreadable()
    else if (level.patient && level.id !== null) this.#listener.patient(level.id)
  }
}

function keyOf(text: string): Key {
  return text === 'id' || text === 'reference' || text === 'resourceType' ? text : null
}
