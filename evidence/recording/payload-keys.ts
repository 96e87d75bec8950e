const DIGITS = 20

/** Where the payloads of a session lie in a store: `v1/<shard>/payloads/<session>`. */
export function payloadFolder(shard: string, session: string): string {
  return `${payloadRoot(shard)}${session}`
}

/** What all payload keys of a shard begin with. */
export function payloadRoot(shard: string): string {
  return `v1/${shard}/payloads/`
}

/**
 * The object that holds a session's data key, wrapped. Destroying it, and what begins with its name, shreds the
 * session's payloads.
 */
export function wrappedKey(folder: string): string {
  return `${folder}/key`
}

/** A run of frames, named by its first exchange. */
export function exchangeKey(folder: string, first: number): string {
  return `${folder}/${String(first).padStart(DIGITS, '0')}`
}
