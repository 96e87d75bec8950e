import { generateKeyPairSync } from 'node:crypto'
import { closeSync, fdatasyncSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { EventDraft } from '#schemas'
import { openEventLog } from '../evidence/stream/event-log.ts'
import type { Figure } from './figure.ts'

const WRITERS = [1, 8, 64]
const ROUNDS = 3
const ROUND_MS = 700
const SEGMENT_BYTES = 8 * 1024 * 1024

/**
 * Durable appends a second: each writer waits until its event is durable, then appends the next. Held against a bare
 * loop that writes and syncs one record of the same size after the other, over the same kind of zero-filled file.
 */
export async function benchEventLog(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
  try {
    const recordBytes = await measureRecord(join(folder, 'size'))
    const figures: Figure[] = []
    let floor = 0
    const best = new Map<number, number>()
    // Interleaved, and the best of each: other work on the machine hits both alike.
    for (let round = 0; round < ROUNDS; round++) {
      floor = Math.max(floor, bareLoop(join(folder, 'bare'), recordBytes))
      for (const writers of WRITERS) {
        const rate = await appendRate(join(folder, `log-${writers}-${round}`), writers)
        best.set(writers, Math.max(best.get(writers) ?? 0, rate))
      }
    }
    figures.push({ id: 'log.bare-loop', value: floor, unit: 'records/s', against: null, ratio: null, aim: null })
    for (const [writers, value] of best) {
      const aim = writers === 64 ? '≥ 40 000 events/s' : null
      const id = `log.append.${writers}-writers`
      figures.push({ id, value, unit: 'events/s', against: 'log.bare-loop', ratio: value / floor, aim })
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function appendRate(folder: string, writers: number): Promise<number> {
  const log = await open(folder)
  let count = 0
  const work = async (writer: number, until: number): Promise<void> => {
    while (performance.now() < until) {
      await log.append(decision(writer, count)).durable
      count++
    }
  }
  const run = async (ms: number): Promise<number> => {
    count = 0
    const started = performance.now()
    await Promise.all(Array.from({ length: writers }, (_, writer) => work(writer, started + ms)))
    return (count / (performance.now() - started)) * 1000
  }
  await run(ROUND_MS / 4)
  const rate = await run(ROUND_MS)
  await log.close()
  return rate
}

function bareLoop(path: string, recordBytes: number): number {
  const fd = openSync(path, 'w')
  const record = Buffer.alloc(recordBytes, 'x')
  writeSync(fd, Buffer.alloc(SEGMENT_BYTES), 0, SEGMENT_BYTES, 0)
  fsyncSync(fd)
  let count = 0
  const started = performance.now()
  while (performance.now() < started + ROUND_MS) {
    writeSync(fd, record, 0, recordBytes, (count * recordBytes) % (SEGMENT_BYTES - recordBytes))
    fdatasyncSync(fd)
    count++
  }
  const rate = (count / (performance.now() - started)) * 1000
  closeSync(fd)
  return rate
}

async function measureRecord(folder: string): Promise<number> {
  const log = await open(folder)
  const { bytes } = log.append(decision(1, 1))
  await log.close()
  return bytes.length
}

function open(folder: string): ReturnType<typeof openEventLog> {
  return openEventLog({
    folder,
    role: 'bench',
    version: '0.0.0',
    key: generateKeyPairSync('ed25519').privateKey,
    separation: 'combined',
    assurance: 'demo',
    segmentBytes: SEGMENT_BYTES,
    now: Date.now,
  })
}

/** A decision as the engine records it, with an input of a small query. */
export function decision(writer: number, count: number): EventDraft {
  return {
    kind: 'decision',
    session: 'ses_01jd3c8k2h7m4n9p5q6r8s0t1v',
    run: `run-${writer}`,
    actor: { human: 'local|dana', agent: 'claude', groups: ['developers'], assurance: 'demo' },
    data: {
      id: `dec_${count}`,
      policyEffect: 'allow',
      effect: 'allow',
      reasons: [{ rule: 'sql.read', text: 'reads of clinical tables are allowed with masking' }],
      obligations: [{ kind: 'record', content: 'masked' }],
      policy: { digest: 'a'.repeat(64), revision: 'built-in' },
      input: {
        action: { name: 'sql.query' },
        resource: { type: 'database', id: 'clinic' },
        context: { statement: 'SELECT name, ssn FROM patients WHERE id = $1', relations: ['public.patients'] },
      },
    },
  }
}
