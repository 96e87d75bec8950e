import { readFileSync } from 'node:fs'
import { makeActive } from '../../engine/policy/active.ts'
import { readBundle } from '../../engine/policy/bundle.ts'

const b = await readBundle('policies/built', { keys: [] })
console.log(b.trustedBy)
console.time('active')
const a = makeActive(b)
console.timeEnd('active')
const input = (b.golden[0] as any).input
for (const [n, f] of [
  ['evaluate', () => a.evaluate('sql.query', input)],
  ['last', () => a.evaluate('sql.query', (b.golden[5] as any).input)],
] as const) {
  let best = 1e9
  for (let k = 0; k < 8; k++) {
    const t = process.hrtime.bigint()
    for (let i = 0; i < 3000; i++) f()
    best = Math.min(best, Number(process.hrtime.bigint() - t) / 3000)
  }
  console.log(n, best / 1000)
}

import { inputText } from '../../engine/policy/input-text.ts'
import { createResultReader } from '../../engine/policy/result-text.ts'
import { loadPolicyModule } from '../../engine/policy/wasm.ts'

const m = loadPolicyModule({ wasm: b.wasm, data: b.data })
const t0 = inputText(input)
const r0 = m.evaluate('cordon/sql/decision', t0)
const rr = createResultReader()
for (const [n, f] of [
  ['text', () => inputText(input)],
  ['stringify', () => JSON.stringify(input)],
  ['module', () => m.evaluate('cordon/sql/decision', t0)],
  ['read', () => rr.read(Buffer.from(r0).toString())],
] as const) {
  let best = 1e9
  for (let k = 0; k < 8; k++) {
    const t = process.hrtime.bigint()
    for (let i = 0; i < 3000; i++) f()
    best = Math.min(best, Number(process.hrtime.bigint() - t) / 3000)
  }
  console.log(n, best / 1000)
}
