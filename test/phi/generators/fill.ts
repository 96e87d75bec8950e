import type { Labelled } from '#phi'
import type { Random } from './random.ts'

/** Makes one value of a class. `style` parts what was looked at while building from what was kept away. */
export type Maker = (random: Random) => string

/** Values by name of a slot, each with the class that it is labelled with; null for what is no PHI. */
export type Makers = Readonly<Record<string, { readonly class: string | null; readonly make: Maker }>>

/**
 * Fills a template: `Seen by {doctor} on {date}`. What a slot with a class makes is labelled; `{a|b|c}` takes one of the
 * texts. Escapes a value for where it stands where `written` says how.
 */
export function fill(
  template: string,
  makers: Makers,
  random: Random,
  written: (value: string) => string = (value) => value,
): Labelled {
  const spans: Labelled['spans'][number][] = []
  let text = ''
  for (const part of template.split(/(\{[^{}\n]*\})/)) {
    const name = part.startsWith('{') && part.endsWith('}') ? part.slice(1, -1) : null
    const maker = name === null ? undefined : makers[name]
    if (maker !== undefined) {
      const value = written(maker.make(random))
      if (maker.class !== null) spans.push({ start: text.length, end: text.length + value.length, class: maker.class })
      text += value
    } else if (name?.includes('|')) text += random.pick(name.split('|'))
    else text += part
  }
  return { text, spans }
}

/** Documents one after the other. */
export function joined(parts: readonly Labelled[], between: string): Labelled {
  const spans: Labelled['spans'][number][] = []
  let text = ''
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += between
    for (const { start, end, class: kind } of part.spans)
      spans.push({ start: start + text.length, end: end + text.length, class: kind })
    text += part.text
  }
  return { text, spans }
}
