import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'

/** PEM texts. */
export interface ServerIdentity {
  readonly certificate: string
  readonly key: string
}

const DAY_MS = 86_400_000
const VALID_DAYS = 365
const UTC_TIME_UNTIL_YEAR = 2050

const SEQUENCE = 0x30
const OID_ECDSA_SHA256 = '2a8648ce3d040302'
const OID_COMMON_NAME = '550403'
const OID_BASIC_CONSTRAINTS = '551d13'
const OID_ALTERNATIVE_NAME = '551d11'

/**
 * An X.509 v3 certificate (RFC 5280) made on the spot with a P-256 key of its own, for names and addresses
 * under which the listener is reached. It encrypts; it proves nothing to a client that does not pin it:
 * configure a real one where clients verify. Written by hand: sixty lines of DER cost less than a
 * library that wants a global polyfill of Reflect.
 */
export function selfMadeIdentity(names: readonly string[], now: number): ServerIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = selfSigned(names, now, publicKey, privateKey)
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function selfSigned(names: readonly string[], now: number, publicKey: KeyObject, privateKey: KeyObject): Buffer {
  const algorithm = der(SEQUENCE, oid(OID_ECDSA_SHA256))
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, oid(OID_COMMON_NAME), der(0x0c, Buffer.from('Cordon')))))
  const validity = der(SEQUENCE, time(now - DAY_MS), time(now + VALID_DAYS * DAY_MS))
  // The first bit clear keeps the serial positive.
  const serial = Buffer.concat([Buffer.of(0x01), randomBytes(15)])
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serial),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, basicConstraints(), alternativeNames(names))),
  )
  const signature = sign('sha256', body, privateKey)
  return der(SEQUENCE, body, algorithm, der(0x03, Buffer.of(0), signature))
}

// CA: TRUE, as `openssl req -x509` writes it: only so does every client take the certificate as its own root.
function basicConstraints(): Buffer {
  const value = der(SEQUENCE, der(0x01, Buffer.of(0xff)))
  return der(SEQUENCE, oid(OID_BASIC_CONSTRAINTS), der(0x01, Buffer.of(0xff)), der(0x04, value))
}

function alternativeNames(names: readonly string[]): Buffer {
  const entries = names.map((name) => (isIP(name) === 0 ? der(0x82, Buffer.from(name)) : der(0x87, address(name))))
  return der(SEQUENCE, oid(OID_ALTERNATIVE_NAME), der(0x04, der(SEQUENCE, ...entries)))
}

function address(ip: string): Buffer {
  if (isIP(ip) === 4) return Buffer.from(ip.split('.').map(Number))
  const [head = '', tail = ''] = ip.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

// RFC 5280 4.1.2.5: UTCTime until 2049, GeneralizedTime after.
function time(at: number): Buffer {
  const text = `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`
  return Number(text.slice(0, 4)) < UTC_TIME_UNTIL_YEAR
    ? der(0x17, Buffer.from(text.slice(2)))
    : der(0x18, Buffer.from(text))
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body])
  const size = body.length < 0x100 ? Buffer.of(0x81, body.length) : Buffer.of(0x82, body.length >> 8, body.length & 255)
  return Buffer.concat([Buffer.of(tag), size, body])
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
