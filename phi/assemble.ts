import { tagBytes } from './flow/sink.ts'
import type { Finding } from './phi.ts'
import type { Found } from './resolve.ts'
import { tagOf } from './transforms.ts'

const SHORT_COPY = 64

/** The input with every finding replaced by its tag. Findings are in order and do not overlap. */
export function assembleBytes(bytes: Uint8Array, found: readonly Found[]): Uint8Array {
  let length = bytes.length
  for (const { class: kind, start, end } of found) length += tagBytes(kind).length - (end - start)
  const output = Buffer.allocUnsafe(length)
  let to = 0
  let at = 0
  for (const { class: kind, start, end } of found) {
    to = copy(bytes, at, start, output, to)
    const tag = tagBytes(kind)
    for (let index = 0; index < tag.length; index++) output[to++] = tag[index] as number
    at = end
  }
  copy(bytes, at, bytes.length, output, to)
  return output
}

// Between findings there are a few bytes mostly: a loop is faster than a view and a call.
function copy(bytes: Uint8Array, from: number, end: number, output: Uint8Array, to: number): number {
  if (end - from > SHORT_COPY) output.set(bytes.subarray(from, end), to)
  else for (let at = from, place = to; at < end; at++) output[place++] = bytes[at] as number
  return to + end - from
}

export function assembleText(text: string, found: readonly Finding[]): string {
  let output = ''
  let at = 0
  for (const { class: kind, start, end } of found) {
    output += text.slice(at, start) + tagOf(kind)
    at = end
  }
  return output + text.slice(at)
}

export function publicFindings(found: readonly Finding[]): readonly Finding[] {
  return found.map(({ detector, class: kind, start, end, score }) => ({ class: kind, detector, start, end, score }))
}

/** Places in the UTF-8 form of a text as places in the text: UTF-16 code units. */
export function textFindings(text: string, byteLength: number, found: readonly Finding[]): readonly Finding[] {
  const findings = publicFindings(found)
  if (byteLength === text.length) return findings
  let byte = 0
  let unit = 0
  const advance = (to: number): number => {
    while (byte < to) {
      const code = text.codePointAt(unit) ?? 0
      // A lone surrogate was encoded as U+FFFD: three bytes, as its own range says.
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
      unit += code < 0x10000 ? 1 : 2
    }
    return unit
  }
  return findings.map((finding) => ({ ...finding, start: advance(finding.start), end: advance(finding.end) }))
}
