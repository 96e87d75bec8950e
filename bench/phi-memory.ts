// Started by bench/phi/limits.ts: prints the bytes that loading the PHI engine and masking 20 MB adds to this process.
import { documents, FAMILIES } from '../test/phi/generators/corpus.ts'

const PIECE = 65_536
const ROUNDS = 16

const family = FAMILIES['notes']
if (family === undefined) throw new RangeError('there is no family notes')
const text = Buffer.from([...documents(family, 'train', 1, 2000)].map((one) => one.text).join('\n'))
const pieces = Array.from({ length: Math.floor(text.length / PIECE) }, (_, at) =>
  text.subarray(at * PIECE, (at + 1) * PIECE),
)
collect()
const before = process.memoryUsage().rss
const { createPhi } = await import('#phi')
const phi = createPhi()
for (let round = 0; round < ROUNDS; round++) for (const piece of pieces) phi.maskBytes(piece)
collect()
process.stdout.write(String(process.memoryUsage().rss - before))

function collect(): void {
  globalThis.gc?.()
}
