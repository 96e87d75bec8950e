import { isS3Place, readS3Place, StoreError } from '#evidence'
import type { Config, ShapeFault } from '#schemas'

/** What no schema can say of a store: a bucket that can be none, half of a login, an endpoint without TLS. */
export function storeFaults(
  { evidence = {} }: Pick<Config, 'evidence'>,
  isLoopback: (host: string) => boolean,
): readonly ShapeFault[] {
  const { store = '', s3 } = evidence
  const faults: ShapeFault[] = []
  if (isS3Place(store)) faults.push(...placeFaults(store))
  else if (s3) faults.push({ path: '/evidence/s3', message: 'is given, but `evidence.store` is no s3:// place' })
  if (s3?.endpoint !== undefined) faults.push(...endpointFaults(s3.endpoint, s3.withoutTls ?? false, isLoopback))
  if ((s3?.accessKeyId === undefined) !== (s3?.secretAccessKey === undefined))
    faults.push({ path: '/evidence/s3', message: 'takes both of accessKeyId and secretAccessKey, or neither' })
  return faults
}

function placeFaults(store: string): readonly ShapeFault[] {
  try {
    readS3Place(store)
    return []
  } catch (error) {
    if (error instanceof StoreError) return [{ path: '/evidence/store', message: `cannot be read: ${error.message}` }]
    throw error
  }
}

// Segments are signed and payloads encrypted; but who answers in the store's place could say that it keeps them.
function endpointFaults(
  endpoint: string,
  withoutTls: boolean,
  isLoopback: (host: string) => boolean,
): readonly ShapeFault[] {
  const path = '/evidence/s3/endpoint'
  if (!URL.canParse(endpoint)) return [{ path, message: 'is no address: write https://host' }]
  const { protocol, hostname, username, password } = new URL(endpoint)
  if (username !== '' || password !== '')
    return [{ path, message: 'holds a login: name it in accessKeyId and secretAccessKey, as references' }]
  if (protocol === 'https:') return []
  if (protocol !== 'http:') return [{ path, message: 'is no address: write https://host' }]
  if (withoutTls || isLoopback(hostname.replace('[', '').replace(']', ''))) return []
  const message =
    "leaves this machine without TLS: use https, or say `withoutTls: true` beside it where the network between is nobody else's"
  return [{ path, message }]
}
