import type { TokenIssuer } from './token-issuer.ts'
import type { VerifiedToken } from './verified-token.ts'

export interface CachedToken {
  readonly token: VerifiedToken
  readonly issuer: TokenIssuer
  readonly generation: string
}

export interface TokenCache {
  /** What is kept under a digest, if its token has not ended. */
  find(digest: string, now: number): CachedToken | undefined
  keep(digest: string, entry: CachedToken): void
}

/** Verified tokens by digest, the least recently used forgotten first. Tokens themselves are never kept. */
export function createTokenCache(most: number): TokenCache {
  const entries = new Map<string, CachedToken>()
  return {
    find(digest, now) {
      const entry = entries.get(digest)
      if (!entry) return undefined
      entries.delete(digest)
      if (entry.token.expiresAt <= now) return undefined
      entries.set(digest, entry)
      return entry
    },
    keep(digest, entry) {
      entries.set(digest, entry)
      for (const oldest of entries.keys()) {
        if (entries.size <= most) break
        entries.delete(oldest)
      }
    },
  }
}
