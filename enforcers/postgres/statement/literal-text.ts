/**
 * What one literal token says, as the server reads it with standard_conforming_strings on (section 4.1.2 of the
 * manual). Numbers and bit strings stay as written. `escapeCharacter`: of U&'…'. Linear; never throws.
 */
export function literalText(token: string, escapeCharacter: string): string {
  const first = token[0] ?? ''
  if (first === '$') return dollarQuoted(token)
  if (first === "'") return joined(token).replaceAll("''", "'")
  if (first === 'e' || first === 'E') return backslashes(joined(token.slice(1), 'backslash'))
  if ((first === 'u' || first === 'U') && token[1] === '&') return unicode(joined(token.slice(2)), escapeCharacter)
  if ((first === 'n' || first === 'N') && token[1] === "'") return joined(token.slice(1)).replaceAll("''", "'")
  return token
}

function dollarQuoted(token: string): string {
  const tag = token.indexOf('$', 1) + 1
  return token.slice(tag, token.length - tag)
}

// 'a' and, after a line end, 'b' are one literal: quote, white space with a line end, quote. Doubled quotes stay, and
// so do escaped ones where backslashes escape.
function joined(quoted: string, escapes: 'backslash' | 'none' = 'none'): string {
  let text = ''
  let from = 1
  for (let at = 1; at < quoted.length; ) {
    if (escapes === 'backslash' && quoted[at] === '\\') {
      at += 2
    } else if (quoted[at] !== "'") {
      at++
    } else if (quoted[at + 1] === "'") {
      at += 2
    } else {
      text += quoted.slice(from, at)
      const next = quoted.indexOf("'", at + 1)
      if (next === -1) return text
      from = next + 1
      at = from
    }
  }
  return text + quoted.slice(from)
}

const SIMPLE: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function backslashes(body: string): string {
  let text = ''
  for (let at = 0; at < body.length; ) {
    const char = body[at] ?? ''
    if (char === "'" && body[at + 1] === "'") {
      text += "'"
      at += 2
    } else if (char !== '\\') {
      text += char
      at++
    } else {
      const [said, length] = escaped(body, at + 1)
      text += said
      at += 1 + length
    }
  }
  return text
}

// The character after a backslash, and how many characters it took.
function escaped(body: string, at: number): readonly [string, number] {
  const char = body[at] ?? ''
  const simple = SIMPLE[char]
  if (simple !== undefined) return [simple, 1]
  if (char === 'x') return numeric(body, at + 1, 2, 16, 1)
  if (char === 'u') return numeric(body, at + 1, 4, 16, 1)
  if (char === 'U') return numeric(body, at + 1, 8, 16, 1)
  if (char >= '0' && char <= '7') return numeric(body, at, 3, 8, 0)
  return [char, 1]
}

function numeric(body: string, at: number, most: number, base: 8 | 16, before: number): readonly [string, number] {
  let digits = 0
  while (digits < most && isDigit(body[at + digits] ?? '', base)) digits++
  if (digits === 0) return [body[at - 1] ?? '', 1]
  return [character(Number.parseInt(body.slice(at, at + digits), base)), before + digits]
}

function unicode(body: string, escapeCharacter: string): string {
  let text = ''
  for (let at = 0; at < body.length; ) {
    const char = body[at] ?? ''
    if (char === "'" && body[at + 1] === "'") {
      text += "'"
      at += 2
    } else if (char !== escapeCharacter) {
      text += char
      at++
    } else if (body[at + 1] === escapeCharacter) {
      text += escapeCharacter
      at += 2
    } else {
      const long = body[at + 1] === '+'
      const start = at + (long ? 2 : 1)
      const length = long ? 6 : 4
      text += character(Number.parseInt(body.slice(start, start + length), 16))
      at = start + length
    }
  }
  return text
}

function isDigit(char: string, base: 8 | 16): boolean {
  return base === 8 ? char >= '0' && char <= '7' && char !== '' : /^[0-9a-f]$/i.test(char)
}

function character(code: number): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}
