/** The bytes of padded RFC 4648 §4 base64 in its one canonical spelling; null for anything else. */
export function readBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  // Node skips what it does not know; writing anew is how a second spelling shows.
  return bytes.toString('base64') === text ? bytes : null
}
