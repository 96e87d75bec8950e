import type { BlankingSink, Machine, Mask } from '../flow/sink.ts'
import type { Window } from '../flow/window.ts'
import type { Rules } from '../rules.ts'
import { Scanner } from '../scan.ts'
import type { StructureContext } from '../structure-context.ts'
import { NO_FRAMES } from '../structure-context.ts'
import { tagOf } from '../transforms.ts'
import { type Element, elementAt, UNDEFINED } from './element.ts'
import { BINARY, CLASS_OF, IMPLICIT_VR, NUMERIC, PIXELS } from './tags.ts'
import { valueByVr } from './values.ts'

const PREFIX_AT = 128
const DATA_AT = 132
/** Longer values are not looked at: they are blanked. */
const MOST_VALUE = 2048
const SPACE = 0x20
const WAIT = -1
const DETECTOR = 'dicom-attribute'

/** Transfer syntaxes whose elements are not little endian or not there to be read, PS3.5 annex A. */
const REFUSED = new Set(['1.2.840.10008.1.2.2', '1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.8.1'])
const IMPLICIT = '1.2.840.10008.1.2'
const SYNTAX = '00020010'

/**
 * DICOM files, PS3.10: every value keeps its length, so that all lengths around it stay true. Pixels and other binary
 * values become zeros; what cannot be read as elements is zeros from there on.
 */
export class DicomMachine implements Machine {
  readonly #sink: BlankingSink
  readonly #scanner: Scanner
  readonly #context: StructureContext
  #mode: 'preamble' | 'element' | 'blank' | 'closed' = 'preamble'
  #at: number = 0
  #syntax: string = ''
  /** Of a blanked value: where it begins and ends, as it says itself, and what it is filled with. */
  #start: number = 0
  #end: number = 0
  #fill: number = 0
  #inPixels: boolean = false

  constructor(sink: BlankingSink, rules: Rules, context: StructureContext) {
    this.#sink = sink
    this.#scanner = new Scanner(rules)
    this.#context = context
  }

  read(window: Window, end: number, last: boolean): number {
    while (this.#at < end) {
      if (this.#mode === 'closed' || this.#mode === 'blank') {
        const to = this.#mode === 'closed' ? end : Math.min(end, this.#end)
        this.#sink.blank(this.#at, to, this.#fill)
        this.#at = to
        if (this.#mode === 'blank' && to === this.#end) this.#blanked(to)
        continue
      }
      const at = this.#at - window.base
      const next =
        this.#mode === 'preamble'
          ? this.#preamble(window, end - window.base)
          : this.#element(window, at, end - window.base)
      if (next !== WAIT) this.#at = next + window.base
      else if (last) this.#close(this.#at)
      else break
    }
    if (last && this.#mode === 'blank') this.#blanked(end)
    // A value that is passed over may end further on.
    return Math.min(this.#at, end)
  }

  // 128 bytes for anything, which are blanked, and the prefix.
  #preamble({ bytes }: Window, to: number): number {
    if (to < DATA_AT) return WAIT
    if (Buffer.from(bytes.buffer, bytes.byteOffset + PREFIX_AT, 4).toString('latin1') !== 'DICM') {
      this.#close(0)
      return 0
    }
    this.#sink.blank(0, PREFIX_AT, 0)
    this.#mode = 'element'
    return DATA_AT
  }

  #element(window: Window, at: number, to: number): number {
    const { bytes } = window
    const isMeta = bytes[at] === 0x02 && bytes[at + 1] === 0x00
    const element = elementAt(bytes, at, to, isMeta || this.#syntax !== IMPLICIT)
    if (element === 'wait') return WAIT
    if (element === null || (!isMeta && REFUSED.has(this.#syntax))) return this.#refuse(window, at)
    const { tag, length } = element
    const from = at + element.header
    const vr = element.vr === '' ? (IMPLICIT_VR.get(tag) ?? '') : element.vr
    if (tag.startsWith(ITEMS)) return this.#item(window, from, element)
    // Sequences are entered: what is in them are elements again.
    if (vr === 'SQ') return from
    if (length === UNDEFINED) return this.#undefined(window, at, from, element)
    if (length === 0 || NUMERIC.has(vr) || tag === META_VERSION) return from + length
    if (BINARY.has(vr) || length > MOST_VALUE) return this.#blank(window, from, length, BINARY.has(vr) ? 0 : SPACE)
    if (from + length > to) return WAIT
    this.#value(window, from, from + length, tag, vr)
    return from + length
  }

  // Encapsulated pixels, or a sequence that does not say that it is one.
  #undefined(window: Window, at: number, from: number, { tag, vr }: Element): number {
    this.#inPixels = PIXELS.has(tag)
    if (this.#inPixels) this.#sink.note(window.base + from, window.base + from, PIXEL_MASK)
    return this.#inPixels || vr === '' || vr === 'UN' ? from : this.#refuse(window, at)
  }

  // Fragments of pixels stand in items; items of sequences hold elements.
  #item(window: Window, from: number, { tag, length }: Element): number {
    if (tag !== ITEM) {
      this.#inPixels = false
      return from
    }
    return this.#inPixels && length > 0 && length !== UNDEFINED ? this.#blank(window, from, length, 0) : from
  }

  #blank(window: Window, from: number, length: number, fill: number): number {
    this.#mode = 'blank'
    this.#start = window.base + from
    this.#end = this.#start + length
    this.#fill = fill
    return from
  }

  // A file that is cut off has less of a value than the value says.
  #blanked(end: number): void {
    this.#mode = 'element'
    this.#sink.note(this.#start, end, PIXEL_MASK)
  }

  #refuse(window: Window, at: number): number {
    this.#close(window.base + at)
    return at
  }

  #close(at: number): void {
    this.#mode = 'closed'
    this.#fill = 0
    this.#sink.note(at, at, REFUSED_MASK)
  }

  #value(window: Window, from: number, padded: number, tag: string, vr: string): void {
    const { bytes, base } = window
    let to = padded
    while (to > from && (bytes[to - 1] === 0 || bytes[to - 1] === SPACE)) to--
    if (to === from) return
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
    if (tag === SYNTAX) this.#syntax = text
    const kind = CLASS_OF.get(tag)
    if (kind === 'mrn') this.#context.subject(text)
    const known = vr === '' ? guessedVr(text) : vr
    const pieces =
      kind === undefined
        ? valueByVr(known, text, { context: this.#context, frames: NO_FRAMES })
        : [{ text: tagOf(kind), class: kind }]
    if (pieces === 'scan') this.#scan(window, from, to)
    for (const piece of pieces === 'scan' ? [] : pieces) {
      const fill = known === 'UI' ? 0 : SPACE
      const replacement = fixed(piece.text, padded - from, fill)
      this.#sink.mask(base + from, base + padded, replacement, { class: piece.class, detector: DETECTOR, score: 1 })
    }
  }

  #scan({ bytes, base }: Window, from: number, to: number): void {
    const scanner = this.#scanner
    scanner.begin('prose')
    scanner.text.set(bytes, base, true, from, to)
    scanner.scan(from)
    for (const found of scanner.findings.items)
      this.#sink.mask(found.start, found.end, new Uint8Array(found.end - found.start).fill(ASTERISK), found)
  }
}

const ASTERISK = 0x2a
const ITEMS = 'FFFE'
const ITEM = 'FFFEE000'
const META_VERSION = '00020001'
const PIXEL_MASK: Mask = { class: 'photo', detector: 'dicom-binary', score: 1 }
const REFUSED_MASK: Mask = { class: 'free-text', detector: 'dicom-refused', score: 1 }

// A tag that no dictionary of ours has, where the syntax leaves the representation out: by the value's form.
function guessedVr(text: string): string {
  return /^\d+(\.\d+){3,}$/.test(text.slice(0, 64)) ? 'UI' : text.includes('^') ? 'PN' : 'LO'
}

function fixed(text: string, length: number, fill: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(fill)
  for (let at = 0; at < Math.min(text.length, length); at++) bytes[at] = text.charCodeAt(at)
  return bytes
}
