/** The request header in which a client states why it asks, for HTTP and Git alike. Policy and services never see it. */
export const PURPOSE_HEADER = 'cordon-purpose'

const MOST_STATED = 1024
const MOST_PURPOSE = 256

/** What a client states as its purpose, fit for the record: its words, with what looks like PHI masked; null where it states none. */
export function statedPurpose(stated: string | undefined, mask: (text: string) => string): string | null {
  const text = stated?.trim().slice(0, MOST_STATED) ?? ''
  return text === '' ? null : mask(text).slice(0, MOST_PURPOSE)
}
