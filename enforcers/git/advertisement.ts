import { PacketReader, packet } from './pkt-line.ts'

/**
 * What a server says that it can do, as a door may promise it: packs come whole (`no-thin`), since the bases of a
 * thin one are not here, and signed pushes are not offered. Only the first ref's packet changes.
 */
export async function* doorAdvertisement(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new PacketReader()
  let done = false
  for await (const chunk of body) {
    if (done) {
      yield chunk
      continue
    }
    reader.push(chunk)
    for (let one = reader.next(); one !== null && !done; one = done ? null : reader.next()) {
      if (one.kind !== 'data') {
        yield FLUSH_BYTES
        continue
      }
      done = one.bytes.includes(0)
      yield packet(done ? withoutThin(one.bytes) : one.bytes)
    }
    if (done) yield reader.rest
  }
}

const FLUSH_BYTES = Buffer.from('0000')

function withoutThin(bytes: Buffer): Buffer {
  const zero = bytes.indexOf(0)
  const offered = bytes
    .toString('latin1', zero + 1)
    .trimEnd()
    .split(' ')
    .filter(Boolean)
  const kept = offered.filter((one) => !one.startsWith('push-cert') && one !== 'no-thin')
  return Buffer.concat([
    bytes.subarray(0, zero + 1),
    Buffer.from([...kept, 'no-thin'].join(' '), 'latin1'),
    Buffer.from('\n'),
  ])
}
