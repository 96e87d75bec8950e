/** `1 decision`, `1,234 decisions`, `no decision`. */
export function count(n: number, noun: string, plural: string = `${noun}s`): string {
  if (n === 0) return `no ${noun}`
  return `${grouped(n)} ${n === 1 ? noun : plural}`
}

/** Digits in groups of three: the same on every machine, whatever its locale. */
export function grouped(n: number): string {
  const digits = String(Math.trunc(n))
  let text = ''
  for (let at = 0; at < digits.length; at++) {
    if (at > 0 && (digits.length - at) % 3 === 0) text += ','
    text += digits[at]
  }
  return text
}

/** `a, b and c`; at most `most` are named, then `and 5 more`. */
export function list(items: readonly string[], most = 6): string {
  const named = items.slice(0, most)
  const left = items.length - named.length
  if (left > 0) return `${named.join(', ')} and ${grouped(left)} more`
  if (named.length < 2) return named.join('')
  return `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`
}

/** `is` or `are`, and the like: the word for one where n is 1 or 0 ("no decision was"), else the other. */
export function agree(n: number, one: string, many: string): string {
  return n <= 1 ? one : many
}

/** Cut to what a schema allows, with an ellipsis where something went. */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
