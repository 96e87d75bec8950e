import type { Report } from '#schemas'
import { UNNAMED_SHARD } from './inputs.ts'

/** What the reader of a report is told beside the computed model. */
export interface ReportExtras {
  /** Version of Cordon that computed it. */
  readonly version: string
  /** Where the ledger lies, as the reader would type it. */
  readonly store?: string
  /** File with the sealer's public key, kept apart from the store. */
  readonly publicKey?: string
  /** The entity's words on a control, by id: an alternative measure, a remark, a case number. Holds no PHI. */
  readonly remarks?: Readonly<Record<string, string>>
}

export interface VerifyStep {
  readonly title: string
  readonly text: string
  /** One command line a line, ready to be copied. */
  readonly command: string
}

/** How to check this report without trusting who made it. */
export function verifySteps({ entity, ledger, period }: Report, extras: ReportExtras): readonly VerifyStep[] {
  const store = quote(extras.store ?? 'PATH')
  const key = quote(extras.publicKey ?? 'KEY.pub')
  const shard = ledger.shard === UNNAMED_SHARD ? '' : ` --shard ${quote(ledger.shard)}`
  const segments = `${store}/v1/${ledger.shard === UNNAMED_SHARD ? '*' : quote(ledger.shard)}/segments`
  return [
    {
      title: 'Verify the ledger with our verifier',
      text: `It needs the objects and a public key that you hold from elsewhere; it must answer with key ${ledger.keyId} and name the first bad event if there is one.`,
      command: `npx cordon evidence verify ${store} --key ${key}${shard}`,
    },
    {
      title: 'Recompute chain and tree root without our code',
      text: `Node's own SHA-256, nothing else. It must print ${ledger.events} and ${ledger.root}.`,
      command: `cat ${segments}/*.ndjson | head -n ${ledger.events} | node -e '${ROOT_PROGRAM}'`,
    },
    {
      title: 'Look at one event',
      text: 'Every number in this report is a ledger number. Put it in place of 0 to see the recorded line.',
      command: `grep -h '^{"n":0,' ${segments}/*.ndjson`,
    },
    {
      title: 'Compute this report again',
      text: 'The same events, registers and period give the same findings. A report over a ledger that has grown since, or without the registers that were handed in here, can differ in what rests on them.',
      command: `npx cordon evidence report ${store} --key ${key}${shard} --from ${quote(period.from)} --to ${quote(period.to)} --entity ${quote(entity)}`,
    },
  ]
}

/** Prints size and RFC 6962 root of the lines on its standard input, or stops at the first broken link. */
export const ROOT_PROGRAM: string = [
  'const { createHash } = require("crypto")',
  'const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest()',
  'const node = (left, right) => hash(Buffer.of(1), left, right)',
  'let n = 0, previous = "0".repeat(64), rest = Buffer.alloc(0), trees = []',
  'const take = (line) => {',
  '  const link = Buffer.from(`{"n":` + n + `,"p":"` + previous + `","e":`)',
  '  if (!line.subarray(0, link.length).equals(link)) { console.log("broken at event", n); process.exit(1) }',
  '  let tree = [1, hash(Buffer.of(0), line)]',
  '  previous = tree[1].toString("hex")',
  '  for (n++; trees.length && trees.at(-1)[0] === tree[0]; ) tree = [tree[0] * 2, node(trees.pop()[1], tree[1])]',
  '  trees.push(tree)',
  '}',
  'process.stdin.on("data", (chunk) => {',
  '  rest = Buffer.concat([rest, chunk])',
  '  for (let end; (end = rest.indexOf(10)) >= 0; rest = rest.subarray(end + 1)) take(rest.subarray(0, end))',
  '}).on("end", () => console.log(n, (n ? trees.map(([, root]) => root).reduceRight((right, left) => node(left, right)) : hash()).toString("hex")))',
].join('\n')

// For a POSIX shell. Plain words stay as they are, so that the command reads well.
function quote(word: string): string {
  const isPlain = word !== '' && !/[^A-Za-z0-9_@%+=:,./-]/.test(word) && !word.startsWith('-')
  return isPlain ? word : `'${word.replaceAll("'", "'\\''")}'`
}
