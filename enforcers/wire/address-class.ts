/** The class of a client's address, for the record; the address itself is the operator's business. */
export function addressClass(address: string | undefined, unix: boolean): string {
  if (unix) return 'unix'
  const plain = (address ?? '').replace(/^::ffff:/, '')
  if (plain.startsWith('127.') || plain === '::1') return 'loopback'
  const isPrivate = /^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|169\.254\.|f[cd]|fe80:)/.test(plain)
  return isPrivate ? 'private' : 'public'
}
