import { visible } from './paint.ts'

/** HTML that was made by `html` and nothing else: text can become it only through escaping. */
export class Markup {
  readonly #text: string

  private constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }

  /** For constants of this folder only: nothing is escaped. */
  static constant(text: string): Markup {
    return new Markup(text)
  }
}

export type Part = string | number | Markup | readonly Markup[] | null

/** A template whose every part is escaped, markup excepted; null is nothing. Control characters are made visible. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? ''
  for (const [at, part] of parts.entries()) text += write(part) + (strings[at + 1] ?? '')
  return Markup.constant(text)
}

function write(part: Part): string {
  if (part === null) return ''
  if (part instanceof Markup) return part.toString()
  if (typeof part === 'object') return part.map(String).join('')
  return withEntities(visible(String(part)))
}

function withEntities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
