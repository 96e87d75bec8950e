import type { EventDraft } from '#schemas'

/** The slice of an event log that the engine uses; `cli/` hands in the real one. */
export interface Recorder {
  /** Stamps and appends. Throws where the log is full or broken: the answer is then a refusal. */
  append(draft: EventDraft): { readonly durable: Promise<void> }
}

/** Keyed digests under the engine key. Domains keep uses apart: a digest of one never equals one of another. */
export interface EngineKey {
  /** HMAC-SHA-256 over `domain ‖ 0x00 ‖ bytes`, hex. */
  digest(domain: string, bytes: Uint8Array | string): string
}
