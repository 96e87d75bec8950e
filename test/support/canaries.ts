/** A value that was planted somewhere and must turn up nowhere else. */
export interface Canary {
  readonly name: string
  readonly value: string
}

/** Where one was found: `<place>: <name> as <spelling>`. Never quotes more. */
export type Sighting = string

/** Every sighting of any of the canaries in some bytes, in any of many spellings. */
export function sightings(place: string, bytes: Uint8Array, canaries: readonly Canary[]): readonly Sighting[] {
  const exact = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const folded = exact.toLowerCase()
  return canaries.flatMap(({ name, value }) =>
    spellings(value)
      .filter(({ text, exactly }) => (exactly ? exact : folded).includes(text))
      .map(({ how }) => `${place}: ${name} as ${how}`),
  )
}

interface Spelling {
  readonly how: string
  readonly text: string
  /** Case counts: base64. */
  readonly exactly?: true
}

const LEAST_DIGITS = 7

function spellings(value: string): readonly Spelling[] {
  const lower = value.toLowerCase()
  const digits = value.replace(/\D/g, '')
  const found: Spelling[] = [
    { how: 'it is', text: lower },
    { how: 'it reads backwards', text: [...lower].reverse().join('') },
    { how: 'a URL component', text: encodeURIComponent(lower).toLowerCase() },
    { how: 'UTF-16', text: Buffer.from(lower, 'utf16le').toString('latin1') },
  ]
  for (const bytes of [value, lower, value.toUpperCase()].map((text) => Buffer.from(text, 'utf8'))) {
    found.push({ how: 'hex', text: bytes.toString('hex') })
    found.push(...base64Spellings(bytes))
  }
  if (digits.length >= LEAST_DIGITS) {
    found.push({ how: 'digits only', text: digits })
    found.push({ how: 'digits backwards', text: [...digits].reverse().join('') })
  }
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)
  if (day) {
    const [, year, month, date] = day
    found.push({ how: 'a date with slashes', text: `${month}/${date}/${year}` })
    found.push({ how: 'a date with points', text: `${date}.${month}.${year}` })
    found.push({ how: 'a binary date', text: binaryDate(value), exactly: true })
  }
  return found.filter(({ text }, index) => found.findIndex((other) => other.text === text) === index)
}

// The same bytes spell three ways, by where they begin; what depends on neighbours is cut off.
function base64Spellings(bytes: Buffer): readonly Spelling[] {
  return [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const text = padded.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1)
    return [
      { how: 'base64', text, exactly: true as const },
      { how: 'base64url', text: text.replaceAll('+', '-').replaceAll('/', '_'), exactly: true as const },
    ]
  })
}

// As PostgreSQL sends it: four bytes of length, then days since 2000.
function binaryDate(value: string): string {
  const bytes = Buffer.alloc(8)
  bytes.writeInt32BE(4)
  bytes.writeInt32BE((Date.parse(value) - Date.UTC(2000, 0, 1)) / 86_400_000, 4)
  return bytes.toString('latin1')
}
