import { IdentityError } from '../identity-error.ts'

const LOOPBACK = /^(?:localhost|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/

/**
 * An address that an issuer may be asked at: https, or http on loopback where `loopback` allows it; no user, password
 * or fragment. `what` names it in the error. Throws IdentityError `issuer`.
 */
export function readAddress(text: string, what: string, { loopback }: { readonly loopback: boolean }): URL {
  let address: URL
  try {
    address = new URL(text)
  } catch (cause) {
    throw fault(what, 'is no address: write https://…', cause)
  }
  if (address.username !== '' || address.password !== '' || address.hash !== '')
    throw fault(what, 'may hold neither user, password nor fragment')
  if (address.protocol === 'https:') return address
  if (address.protocol !== 'http:' || !loopback || !isLoopback(address))
    throw fault(what, 'must be https: over http anyone on the way could put in keys of their own')
  return address
}

/** Whether an address stays on this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname)
}

function fault(what: string, why: string, cause?: unknown): IdentityError {
  return new IdentityError('issuer', `${what} ${why}`, { cause, operatorReason: `address_refused: ${what} ${why}` })
}
