const MOST = 40

/** What a value looks like, and nothing of what it is: letters as `a` and `A`, digits as `9`, at most 40 signs. */
export function shapeOf(value: string): string {
  let shape = ''
  for (const character of value) {
    if (shape.length >= MOST) return `${shape}…`
    if (/\p{Lu}/u.test(character)) shape += 'A'
    else if (/\p{L}/u.test(character)) shape += 'a'
    else if (/\p{N}/u.test(character)) shape += '9'
    else if (/\s/u.test(character)) shape += ' '
    else shape += /[\x21-\x7e]/.test(character) ? character : '?'
  }
  return shape
}
