import { type Leaf, leaf } from '../flow/leaf.ts'
import type { XmlNode } from './grammar.ts'

const KEEP = leaf('keep')
const TEXT = leaf('text')
const SOURCE = leaf('whole', { class: 'photo', detector: 'xhtml-source', replacement: Buffer.from('urn:masked') })

/** Attributes that shape and name nothing but the page itself. */
const KEPT = new Set(
  'xmlns lang class style id dir colspan rowspan scope border width height align valign cellpadding cellspacing span start type'.split(
    ' ',
  ),
)

/** XHTML of narratives (R4 2.4.0): text is read, pictures go. */
export const XHTML: XmlNode = {
  text: TEXT,
  attribute: (name: string): Leaf => (KEPT.has(name) ? KEEP : name === 'src' ? SOURCE : TEXT),
  child: (): XmlNode => XHTML,
}
