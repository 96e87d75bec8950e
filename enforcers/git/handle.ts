import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a hook shows to say which push it belongs to. */
export interface HookHandle {
  /** Number of the push within its enforcer. */
  readonly push: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** `push.expiresAt.signature`: HMAC-SHA-256 under a key that only this process has, base64url. */
export function signHandle({ push, expiresAt }: HookHandle, key: Uint8Array): string {
  const text = `${push}.${expiresAt}`
  return `${text}.${sign(text, key).toString('base64url')}`
}

/** The handle, or null where it was not signed here or has ended. */
export function readHandle(handle: string, key: Uint8Array, now: number): HookHandle | null {
  const [push = '', end = '', signature = '', ...rest] = handle.split('.')
  const given = Buffer.from(signature, 'base64url')
  const wanted = sign(`${push}.${end}`, key)
  if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  const expiresAt = Number(end)
  return expiresAt > now ? { push, expiresAt } : null
}

function sign(text: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`cordon-hook-handle-v1\n${text}`).digest()
}
