import { MadeUpValues } from './made-up-values.ts'

/** DICOM files, PS3.10, in a transfer syntax. */
export function dicomFile(
  seed: number,
  syntax: string,
): { readonly bytes: Uint8Array; readonly phi: readonly string[] } {
  const make = new MadeUpValues(seed)
  const isExplicit = syntax !== '1.2.840.10008.1.2'
  const uid = (): string => make.secret(`1.2.840.${make.digits(9)}`)
  const pixels = Buffer.from(make.secret('PIXELSECRET!').repeat(400))
  const dataset = [
    element('00080018', 'UI', uid(), isExplicit),
    element('00080020', 'DA', make.date(), isExplicit),
    element('00080030', 'TM', make.digits(6), isExplicit),
    element('00080050', 'SH', make.code(), isExplicit),
    element('00080060', 'CS', 'CT', isExplicit),
    element('00080090', 'PN', `${make.word()}^${make.word()}`, isExplicit),
    element('00081030', 'LO', 'Head without contrast', isExplicit),
    sequence(
      '00081140',
      [element('00081155', 'UI', uid(), isExplicit), element('00100020', 'LO', make.code(), isExplicit)],
      isExplicit,
      make.maybe(),
    ),
    element('00100010', 'PN', `${make.word()}^${make.word()}`, isExplicit),
    element('00100020', 'LO', make.code(), isExplicit),
    element('00100030', 'DA', make.date(), isExplicit),
    element('00101010', 'AS', '095Y', isExplicit),
    element('00104000', 'LT', `${make.word()} called`, isExplicit),
    element('0020000D', 'UI', uid(), isExplicit),
    element('00280010', 'US', '\u0000\u0002', isExplicit),
    element('00324000', 'LT', `Call 212-${make.secret(`555-0${100 + make.below(99)}`)}`, isExplicit),
    syntax.includes('.4.') ? encapsulated(pixels) : element('7FE00010', 'OW', pixels.toString('latin1'), isExplicit),
  ]
  const meta = [
    element('00020001', 'OB', '\u0000\u0001', true),
    element('00020003', 'UI', uid(), true),
    element('00020010', 'UI', syntax, true),
  ]
  const length = Buffer.alloc(4)
  length.writeUInt32LE(Buffer.concat(meta).length)
  const bytes = Buffer.concat([
    Buffer.alloc(128, make.secret('PREAMBLE')),
    Buffer.from('DICM'),
    element('00020000', 'UL', length.toString('latin1'), true),
    ...meta,
    ...dataset,
  ])
  return { bytes, phi: make.made }
}

function element(tag: string, vr: string, value: string, isExplicit: boolean): Buffer {
  const padded = value.length % 2 === 0 ? value : `${value}${vr === 'UI' ? '\0' : ' '}`
  return Buffer.concat([head(tag, vr, padded.length, isExplicit), Buffer.from(padded, 'latin1')])
}

function head(tag: string, vr: string, length: number, isExplicit: boolean): Buffer {
  const isLong = ['OB', 'OW', 'SQ', 'UN'].includes(vr)
  const bytes = Buffer.alloc(isExplicit && isLong ? 12 : 8)
  bytes.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0)
  bytes.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2)
  if (isExplicit) bytes.write(vr, 4, 'latin1')
  if (!isExplicit) bytes.writeUInt32LE(length, 4)
  else if (isLong) bytes.writeUInt32LE(length, 8)
  else bytes.writeUInt16LE(length, 6)
  return bytes
}

function sequence(tag: string, elements: readonly Buffer[], isExplicit: boolean, isUndefined: boolean): Buffer {
  const content = Buffer.concat(elements)
  const item = [head('FFFEE000', '', isUndefined ? 0xffffffff : content.length, false), content]
  if (isUndefined) item.push(head('FFFEE00D', '', 0, false))
  const items = Buffer.concat(item)
  const parts = [head(tag, 'SQ', isUndefined ? 0xffffffff : items.length, isExplicit), items]
  return Buffer.concat(isUndefined ? [...parts, head('FFFEE0DD', '', 0, false)] : parts)
}

function encapsulated(pixels: Buffer): Buffer {
  const fragment = (bytes: Buffer): Buffer[] => [head('FFFEE000', '', bytes.length, false), bytes]
  return Buffer.concat([
    head('7FE00010', 'OB', 0xffffffff, true),
    ...fragment(Buffer.alloc(0)),
    ...fragment(pixels),
    ...fragment(pixels),
    head('FFFEE0DD', '', 0, false),
  ])
}
