// What a decision costs in memory, over HTTP on TCP, and over a Unix socket, with the log that is handed in; beside
// `opa run --server` on the same rules and data, which keeps no log.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import {
  buildServer,
  createEngine,
  createEngineKey,
  type Engine,
  enrollEnforcer,
  type Listening,
  listenEngine,
  openEnforcerSigner,
  openEnrolledIssuer,
  openLocalIssuer,
  type PolicyKeeper,
  type Recorder,
} from '#engine'
import type { AccessRequest, SqlQueryInput } from '#schemas'
import { pin } from './core.ts'
import type { Figure } from './figure.ts'
import type { LoadJob, LoadResult } from './load.ts'
import { type OpaServer, startOpa } from './opa-server.ts'

export interface DecisionBench {
  /** Prefix of the figures' ids. */
  readonly id?: string
  readonly recorder: Recorder
  readonly keeper: PolicyKeeper
  /** The question, as policy reads it; its subject is replaced. */
  readonly input: SqlQueryInput
  /** The peer: a binary, and the paths of the same rules and data. Left out where there is none. */
  readonly opa?: { readonly binary: string; readonly sources: readonly string[] }
}

const CALLERS = 32
const ROUNDS = 3
const ONE_BY_ONE = 2000
const IN_MEMORY_MS = 1500
const NAME = 'bench'

export async function benchDecision(options: DecisionBench): Promise<Figure[]> {
  const { id = 'decision', recorder, keeper, input, opa: peer } = options
  const folder = mkdtempSync(join(tmpdir(), 'cordon-decide-'))
  const rig = await makeRig(folder, recorder, keeper, input)
  const opa = peer ? await startOpa(peer.binary, peer.sources) : null
  const load = fork(fileURLToPath(new URL('load.ts', import.meta.url)))
  for (const pid of [process.pid, opa?.pid]) pin(pid, 'server')
  pin(load.pid, 'load')
  try {
    const memory = await inMemory(id, folder, rig, options)
    return [...memory, ...(await overHttp(id, rig, input, opa, load))]
  } finally {
    pin(process.pid, 'anywhere')
    load.kill()
    await opa?.stop()
    await rig.listening.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface DecisionRig {
  readonly engine: Engine
  readonly question: AccessRequest
  readonly listening: Listening
  readonly token: string
}

async function makeRig(
  folder: string,
  recorder: Recorder,
  keeper: PolicyKeeper,
  input: SqlQueryInput,
): Promise<DecisionRig> {
  const keys = join(folder, 'keys')
  const now = Date.now
  const local = openLocalIssuer({ folder: keys, officers: false, now })
  const { keyFile } = enrollEnforcer({ folder: keys, name: NAME, now })
  const engine = createEngine({
    policy: keeper,
    recorder,
    key: createEngineKey(Buffer.alloc(32, 1)),
    issuers: [local.issuer, openEnrolledIssuer(keys)],
    now,
    maskNote: (note) => note,
    onFailure: ({ code, cause }) => console.error(`a decision failed: ${code}`, cause),
  })
  const target = input.resource.id
  const { groups } = input.subject.properties
  const credential = await local.issueToken({
    human: 'ana',
    agent: 'coder',
    groups,
    audience: 'cordon:data',
    ttlSeconds: 3600,
  })
  const session = await engine.openSession(credential, { enforcer: NAME, target, transport: 'unix' })
  const { commitments } = input.context
  const question: AccessRequest = {
    subject: { type: 'session', id: session.id },
    action: input.action,
    resource: { ...input.resource, properties: { ...input.resource.properties } },
    context: { commitments, enforcer: NAME, shape: 'SELECT …' },
  }
  const socket = join(folder, 'run', 'engine.sock')
  const listening = await listenEngine(buildServer({ engine, readiness: () => [] }), { port: 0, socket })
  return { engine, question, listening, token: await openEnforcerSigner({ keyFile, name: NAME, now })() }
}

async function inMemory(
  id: string,
  folder: string,
  rig: DecisionRig,
  { keeper, input }: DecisionBench,
): Promise<Figure[]> {
  const unlogged = { append: () => ({ durable: DONE }) }
  const bare = await makeRig(join(folder, 'bare'), unlogged, keeper, input)
  const compute = await oneByOne(bare)
  await bare.listening.close()
  const durable = await oneByOne(rig)
  const evaluate = evaluation(keeper, input)
  return [
    figure(`${id}.evaluate`, evaluate, 'µs'),
    {
      ...figure(`${id}.memory.compute`, compute.p50, 'µs', 'at most 40 µs, log left out'),
      against: `${id}.evaluate`,
      ratio: compute.p50 / evaluate,
    },
    figure(`${id}.memory.p50`, durable.p50, 'µs'),
    figure(`${id}.memory.p99`, durable.p99, 'µs'),
    figure(`${id}.memory.rate`, await atOnce(rig), 'decisions/s'),
  ]
}

const DONE = Promise.resolve()

function evaluation(keeper: PolicyKeeper, input: SqlQueryInput): number {
  const policy = keeper.current()
  const times: number[] = []
  for (let round = 0; round < ONE_BY_ONE * 3; round++) {
    const started = performance.now()
    policy.evaluate(input.action.name, input)
    times.push(performance.now() - started)
  }
  return middle(times.slice(ONE_BY_ONE)) * 1000
}

async function oneByOne({ engine, question }: DecisionRig): Promise<{ p50: number; p99: number }> {
  const caller = { name: NAME, subjects: false }
  const times: number[] = []
  for (let round = 0; round < ONE_BY_ONE * 3; round++) {
    const started = performance.now()
    await engine.decide(question, caller)
    times.push(performance.now() - started)
  }
  const measured = times.slice(ONE_BY_ONE)
  return {
    p50: middle(measured) * 1000,
    p99: (measured.sort(ascending)[Math.floor(measured.length * 0.99)] ?? 0) * 1000,
  }
}

async function atOnce({ engine, question }: DecisionRig): Promise<number> {
  const caller = { name: NAME, subjects: false }
  let count = 0
  const started = performance.now()
  const work = async (): Promise<void> => {
    while (performance.now() < started + IN_MEMORY_MS) {
      await engine.decide(question, caller)
      count++
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, work))
  return (count / (performance.now() - started)) * 1000
}

async function overHttp(
  id: string,
  { listening, question, token }: DecisionRig,
  input: SqlQueryInput,
  opa: OpaServer | null,
  load: ChildProcess,
): Promise<Figure[]> {
  const asked = post('/access/v1/evaluation', question, token)
  const jobs = new Map<string, Pick<LoadJob, 'at' | 'request'>>([
    ['tcp', { at: { host: '127.0.0.1', port: listening.port ?? 0 }, request: asked }],
    ['unix', { at: { path: listening.socket ?? '' }, request: asked }],
  ])
  if (opa)
    jobs.set('opa', {
      at: { host: '127.0.0.1', port: opa.port },
      request: post('/v1/data/cordon/sql/decision', { input }),
    })
  const best = new Map<string, LoadResult>()
  // In turns, and the best of each: what else the machine does hits all alike.
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, job] of jobs) {
      const result = await run(load, {
        ...job,
        connections: CALLERS,
        warmUpMs: round === 0 ? 1000 : 300,
        measureMs: 1500,
      })
      requireAnswers(kind, result)
      if (result.perSecond > (best.get(kind)?.perSecond ?? 0)) best.set(kind, result)
    }
  }
  const beside = best.get('opa')
  return [...best].flatMap(([kind, result]) =>
    transportFigures(`${id}.${kind === 'opa' ? 'opa' : `http.${kind}`}`, result, beside, id),
  )
}

function transportFigures(name: string, result: LoadResult, opa: LoadResult | undefined, id: string): Figure[] {
  const parts = [
    { part: 'rate', value: result.perSecond, unit: 'decisions/s', peer: opa?.perSecond },
    { part: 'p50', value: result.p50Ms, unit: 'ms', peer: opa?.p50Ms },
    { part: 'p99', value: result.p99Ms, unit: 'ms', peer: opa?.p99Ms },
  ]
  return parts.map(({ part, value, unit, peer }) => {
    const own = name.endsWith('.opa') || peer === undefined
    const aim = part === 'rate' && !name.endsWith('.opa') ? '≥ 2 × OPA, durable log on' : null
    return {
      id: `${name}.${part}`,
      value,
      unit,
      against: own ? null : `${id}.opa.${part}`,
      ratio: own ? null : value / peer,
      aim,
    }
  })
}

// A server that refuses quickly is no fast server.
function requireAnswers(kind: string, { failed, sample }: LoadResult): void {
  const decided = sample.includes('"effect":')
  if (failed > 0 || !decided || sample.includes('"engine.'))
    throw new Error(`${kind} did not decide: ${sample.slice(0, 600)}`)
}

function run(load: ChildProcess, job: LoadJob): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    load.once('message', (result) => resolve(result as LoadResult))
    load.once('exit', (code) => reject(new Error(`the load generator ended with ${code}`)))
    load.send(job)
  })
}

function post(path: string, body: unknown, token?: string): string {
  const text = JSON.stringify(body)
  const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${authorization}Content-Type: application/json\r\n`
  return `${head}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
}

function figure(id: string, value: number, unit: string, aim: string | null = null): Figure {
  return { id, value, unit, against: null, ratio: null, aim }
}

function middle(values: readonly number[]): number {
  return [...values].sort(ascending)[Math.floor(values.length / 2)] ?? 0
}

function ascending(left: number, right: number): number {
  return left - right
}
