// What Cordon costs in front of an HTTP service: 200 MB of FHIR JSON masked beside the same proxy passing bytes it cannot
// read, and small GETs through `cordon up` beside a bare reverse proxy in Node.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { openLocalIssuer } from '#engine'
import { pin } from './core.ts'
import { cpuSeconds } from './cpu.ts'
import type { Figure } from './figure.ts'
import type { HttpRole } from './http-child.ts'
import type { LoadJob, LoadResult } from './load.ts'

const BYTES = 200 * 1_000_000
const ROUNDS = 3
const CONNECTIONS = 16
const WARM_UP_MS = 4000
const MEASURE_MS = 5000

export async function benchHttp(): Promise<Figure[]> {
  const stop: (() => void)[] = []
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-http-'))
  try {
    const service = await child({ role: 'service', bytes: BYTES }, stop)
    pin(service.pid, 'load')
    const guard = await child({ role: 'guard', service: service.port }, stop)
    const proxy = await child({ role: 'proxy', service: service.port }, stop)
    const cordon = await startCordon(folder, service.port, stop)
    for (const { pid } of [guard, proxy, cordon]) pin(pid, 'server')
    return [...(await streaming(guard.port)), ...(await small({ proxy, guard, cordon }, stop))]
  } finally {
    for (const end of stop) end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** MB/s of what the service sends; in turns, so that what else the machine does hits both. */
async function streaming(port: number): Promise<Figure[]> {
  const paths = { passed: '/blob', masked: '/Observation?patient=17' } as const
  const rounds: { passed: number; masked: number }[] = []
  await drain(port, paths.masked)
  for (let round = 0; round < ROUNDS; round++) {
    const values = { passed: 0, masked: 0 }
    for (const way of ['passed', 'masked'] as const) values[way] = BYTES / 1e6 / (await drain(port, paths[way]))
    rounds.push(values)
  }
  const value = (way: 'passed' | 'masked'): number => median(rounds.map((values) => values[way]))
  const ratio = median(rounds.map(({ passed, masked }) => masked / passed))
  return [
    { id: 'http.stream.passed', value: value('passed'), unit: 'MB/s', against: null, ratio: null, aim: null },
    {
      id: 'http.stream.masked',
      value: value('masked'),
      unit: 'MB/s',
      against: 'http.stream.passed',
      ratio,
      aim: '≥ 0.35',
    },
  ]
}

/** Seconds until the last byte has come. */
function drain(port: number, path: string): Promise<number> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer bench' }
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (incoming) => {
      if (incoming.statusCode !== 200) reject(new Error(`${path} was answered with ${incoming.statusCode}`))
      incoming.on('error', reject)
      incoming.on('end', () => resolve((performance.now() - started) / 1000))
      incoming.resume()
    }).on('error', reject)
  })
}

type SideName = 'proxy' | 'guard' | 'cordon'

interface Side {
  readonly port: number
  readonly pid: number
  readonly token?: string
}

async function small(sides: Readonly<Record<SideName, Side>>, stop: (() => void)[]): Promise<Figure[]> {
  const load = fork(fileURLToPath(new URL('load.ts', import.meta.url)))
  stop.push(() => load.kill())
  pin(load.pid, 'load')
  const rounds: Record<SideName, { rate: number; cpu: number; p50: number }>[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const proxy = await measure(load, sides.proxy, round === 0 ? WARM_UP_MS : MEASURE_MS)
    const guard = await measure(load, sides.guard, round === 0 ? WARM_UP_MS : MEASURE_MS)
    const cordon = await measure(load, sides.cordon, round === 0 ? WARM_UP_MS : MEASURE_MS)
    if (round > 0) rounds.push({ proxy, guard, cordon })
  }
  const of = (side: SideName, what: 'rate' | 'cpu' | 'p50'): number => median(rounds.map((one) => one[side][what]))
  const ratio = (side: SideName, what: 'rate' | 'cpu'): number =>
    median(rounds.map((one) => one[side][what] / one.proxy[what]))
  const plain = { against: null, ratio: null, aim: null }
  return [
    { id: 'http.get.proxy', value: of('proxy', 'rate'), unit: 'requests/s', ...plain },
    { id: 'http.get.proxy.cpu', value: of('proxy', 'cpu'), unit: 'µs/request', ...plain },
    // The same enforcer without policy, log, recording and sealing: what proxying and masking cost by themselves.
    {
      id: 'http.get.guard.cpu',
      value: of('guard', 'cpu'),
      unit: 'µs/request',
      against: 'http.get.proxy.cpu',
      ratio: ratio('guard', 'cpu'),
      aim: '≤ 2',
    },
    {
      id: 'http.get.cordon',
      value: of('cordon', 'rate'),
      unit: 'requests/s',
      against: 'http.get.proxy',
      ratio: ratio('cordon', 'rate'),
      aim: null,
    },
    {
      id: 'http.get.cordon.cpu',
      value: of('cordon', 'cpu'),
      unit: 'µs/request',
      against: 'http.get.proxy.cpu',
      ratio: ratio('cordon', 'cpu'),
      aim: '≤ 2',
    },
    { id: 'http.get.cordon.p50', value: of('cordon', 'p50'), unit: 'ms', ...plain },
  ]
}

async function measure(
  load: ChildProcess,
  { port, pid, token = 'none' }: Side,
  measureMs: number,
): Promise<{ rate: number; cpu: number; p50: number }> {
  const request = `GET /Patient/17 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nAccept: application/fhir+json\r\n\r\n`
  const job: LoadJob = { at: { host: '127.0.0.1', port }, request, connections: CONNECTIONS, warmUpMs: 0, measureMs }
  const before = cpuSeconds(pid) ?? Number.NaN
  const result = await new Promise<LoadResult>((resolve, reject) => {
    const fail = (): void => reject(new Error('the load generator ended'))
    load.once('exit', fail)
    load.once('message', (answer) => {
      load.off('exit', fail)
      resolve(answer as LoadResult)
    })
    load.send(job)
  })
  const after = cpuSeconds(pid) ?? Number.NaN
  if (result.failed > 0) throw new Error(`${result.failed} requests failed: ${result.sample.slice(0, 500)}`)
  return {
    rate: result.perSecond,
    p50: result.p50Ms,
    cpu: ((after - before) / (result.perSecond * (measureMs / 1000))) * 1e6,
  }
}

function child(role: HttpRole, stop: (() => void)[]): Promise<Side> {
  const started = fork(fileURLToPath(new URL('http-child.ts', import.meta.url)))
  stop.push(() => started.kill())
  return new Promise((resolve, reject) => {
    started.once('message', (port) => resolve({ port: Number(port), pid: started.pid ?? 0 }))
    started.once('exit', () => reject(new Error(`the ${role.role} ended`)))
    started.send(role)
  })
}

// As an operator runs it: the built command, with its own folder, log and keys.
async function startCordon(folder: string, service: number, stop: (() => void)[]): Promise<Side> {
  writeFileSync(
    join(folder, 'cordon.yaml'),
    `version: 1
entity: Benchmark (synthetic)
data: data
identity: { local: { enabled: true } }
enforcers:
  - name: bench
    type: http
    port: 0
    services:
      - { target: fhir, kind: fhir, phi: true, upstream: { url: "http://127.0.0.1:${service}" } }
`,
  )
  const command = fileURLToPath(new URL('../cli/cordon.js', import.meta.url))
  const started = spawn(process.execPath, [command, 'up', '--quiet'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  stop.push(() => started.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    started.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('the API is at')) resolve()
    })
    started.once('exit', () => reject(new Error(`cordon up ended: ${said}`)))
  })
  const state = JSON.parse(readFileSync(join(folder, 'data/state.json'), 'utf8')) as {
    enforcers: { address: string }[]
  }
  const issuer = openLocalIssuer({ folder: join(folder, 'data/keys/issuer'), officers: false, now: Date.now })
  const token = await issuer.issueToken({
    human: 'ana@clinic.example',
    agent: 'bench',
    groups: ['developers'],
    audience: 'cordon:data',
    ttlSeconds: 3600,
  })
  return { port: Number(state.enforcers[0]?.address.split(':').at(-1)), pid: started.pid ?? 0, token }
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}
