/** VRs whose length stands in four bytes behind two reserved ones, PS3.5 7.1.2. */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])

export const UNDEFINED = 0xffffffff

export interface Element {
  /** Group and element, eight hexadecimal digits. */
  readonly tag: string
  /** Empty where the transfer syntax leaves it out. */
  readonly vr: string
  readonly length: number
  /** Bytes of tag, VR and length. */
  readonly header: number
}

/**
 * The header of a data element, little endian, PS3.5 7.1; items and their ends have no VR in any syntax. `wait` where more bytes
 * are needed; null where it is none.
 */
export function elementAt(bytes: Uint8Array, at: number, to: number, isExplicit: boolean): Element | 'wait' | null {
  if (to - at < 8) return 'wait'
  const tag = `${hex(bytes, at + 1)}${hex(bytes, at)}${hex(bytes, at + 3)}${hex(bytes, at + 2)}`
  if (!isExplicit || tag.startsWith('FFFE')) return { tag, vr: '', length: uint32(bytes, at + 4), header: 8 }
  const vr = String.fromCharCode(bytes[at + 4] as number, bytes[at + 5] as number)
  if (!/^[A-Z]{2}$/.test(vr)) return null
  if (!LONG.has(vr)) return { tag, vr, length: (bytes[at + 6] as number) | ((bytes[at + 7] as number) << 8), header: 8 }
  return to - at < 12 ? 'wait' : { tag, vr, length: uint32(bytes, at + 8), header: 12 }
}

function uint32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)) >>>
    0
  )
}

function hex(bytes: Uint8Array, at: number): string {
  return (bytes[at] as number).toString(16).toUpperCase().padStart(2, '0')
}
