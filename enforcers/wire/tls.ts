import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import { connect, createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import { WireError } from './bytes.ts'
import type { ServerIdentity } from './certificate.ts'

/** What a TLS server of ours shows. TLS 1.2 is the floor: older drivers speak no 1.3. */
export function serverContext(identity: ServerIdentity): SecureContext {
  return createSecureContext({ cert: identity.certificate, key: identity.key, minVersion: 'TLSv1.2' })
}

/** Our side of a TLS handshake on a socket that a client opened. Rejects with WireError `closed`. */
export function acceptTls(socket: Socket, secureContext: SecureContext, protocol: string): Promise<TLSSocket> {
  const secure = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: [protocol] })
  return new Promise((resolve, reject) => {
    const fail = (cause?: Error): void =>
      reject(new WireError('closed', 'the TLS handshake with the client failed', { cause }))
    secure.once('error', fail)
    secure.once('close', fail)
    secure.once('secure', () => {
      secure.off('error', fail)
      secure.off('close', fail)
      resolve(secure)
    })
  })
}

export interface DialTls {
  readonly host: string
  /** PEM of the authority; the system's authorities where null. */
  readonly ca: string | null
  readonly protocol: string
}

/** TLS towards an upstream; name and chain are always checked. Rejects with WireError `closed`. */
export function dialTls(socket: Socket, { host, ca, protocol }: DialTls): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secure = connect({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === null ? {} : { ca }),
      ALPNProtocols: [protocol],
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
    })
    const fail = (cause: Error): void =>
      reject(new WireError('closed', `TLS with ${host} failed: ${cause.message}`, { cause }))
    secure.once('error', fail)
    secure.once('secureConnect', () => {
      secure.off('error', fail)
      resolve(secure)
    })
  })
}
