import { CommandError, type Io, UsageError } from '../io.ts'

const MOST_BYTES = 4 * 1024 * 1024

/** All of standard input, as text. Throws UsageError where a person sits there instead, CommandError for more than 4 MiB. */
export async function readInput({ interactive }: Pick<Io, 'interactive'>): Promise<string> {
  if (interactive) throw new UsageError('name a token, or give a text on standard input; see cordon reveal --help')
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MOST_BYTES) throw new CommandError('a text of more than 4 MiB is not taken: split it')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
