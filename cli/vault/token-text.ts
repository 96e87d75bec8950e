import { CROCKFORD } from '#phi'

/** Most that are opened at once: as many as a person can look over before saying yes. */
export const MOST_TOKENS = 64

/** `[NAME-7F3K2A9CQ0TX]`: the tag of a class, and twelve of Crockford's letters. */
const TAGGED = new RegExp(`\\[[A-Z][A-Z-]{0,15}-([${CROCKFORD}]{12})\\]`, 'g')
const BARE = new RegExp(`^[${CROCKFORD}]{12}$`)

/** The token in a tag, or the token itself; null for anything else. */
export function readToken(text: string): string | null {
  if (BARE.test(text)) return text
  const [found] = tokensIn(text)
  return found !== undefined && found.tag === text ? found.token : null
}

/** Tokens that stand in a text with their tags, in order. */
export function tokensIn(text: string): readonly { readonly tag: string; readonly token: string }[] {
  return [...text.matchAll(TAGGED)].map(([tag, token = '']) => ({ tag, token }))
}

/** The text with every tag replaced whose token has a value. */
export function fillTokens(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(TAGGED, (tag, token: string) => values.get(token) ?? tag)
}
