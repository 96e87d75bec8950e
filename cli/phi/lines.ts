import { CommandError } from '../io.ts'

const LF = 0x0a
const CR = 0x0d

/** Lines of a stream of UTF-8, without their ends; one line in memory at a time. Throws CommandError for one that is too long. */
export async function* linesOf(input: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<string> {
  let pieces: Buffer[] = []
  let held = 0
  const line = (last: Buffer): string => {
    const whole = pieces.length === 0 ? last : Buffer.concat([...pieces, last])
    pieces = []
    held = 0
    return whole.at(-1) === CR ? whole.toString('utf8', 0, whole.length - 1) : whole.toString('utf8')
  }
  for await (const bytes of input) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let from = 0
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      yield line(chunk.subarray(from, end))
      from = end + 1
    }
    const rest = chunk.subarray(from)
    held += rest.length
    if (held > mostBytes) throw new CommandError(`a line is longer than ${mostBytes} bytes: it is no JSON line of ours`)
    if (rest.length > 0) pieces.push(Buffer.from(rest))
  }
  if (held > 0) yield line(Buffer.alloc(0))
}
