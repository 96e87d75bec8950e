// What Cordon costs in front of a real PostgreSQL: pgbench and a million rows, direct, through a bare relay, through Cordon.
import { drain } from './drain.ts'
import type { Figure } from './figure.ts'
import { type Door, type PostgresStage, ROWS, run, setStage } from './postgres-stage.ts'

const ROUNDS = 3
const SECONDS = 3
const WARM_UP_SECONDS = 6
const PATHS = ['direct', 'relay', 'cordon'] as const
type Path = (typeof PATHS)[number]

const MODES = ['simple', 'prepared'] as const
type Mode = (typeof MODES)[number]
const CLIENTS = [1, 8]
const AIMS: Readonly<Record<string, string>> = {
  'postgres.simple.8.cordon': '≥ 0.30 of direct',
  'postgres.prepared.8.cordon': '≥ 0.40 of direct',
  'postgres.rows.masked.cordon': '≥ 0.60 of direct',
}

const COLUMNS = 'id, name, ssn, date, note'
/** What is done to the rows on the way, by the part of the id. */
const BIG: Readonly<Record<string, string>> = {
  numbers: 'select id, a, b, c, d, e, f from bench_numbers',
  scanned: `select ${COLUMNS} from bench_plain`,
  masked: `select ${COLUMNS} from bench_labelled limit ${ROWS}`,
}

export async function benchPostgres(): Promise<Figure[]> {
  const stage = await setStage()
  try {
    const figures: Figure[] = []
    if (!stage.pgbench) process.stderr.write('postgres.simple and .prepared are left out: pgbench is not on PATH\n')
    else figures.push(...(await allRates(stage)))
    for (const [kind, sql] of Object.entries(BIG)) figures.push(...(await speeds(stage, kind, sql)))
    return figures
  } finally {
    await stage.stop()
  }
}

async function allRates(stage: PostgresStage): Promise<Figure[]> {
  // What runs all day is warm: the first ten thousand statements measure the compiler of JavaScript.
  for (const mode of MODES) await run('pgbench', select(mode, 8, WARM_UP_SECONDS), stage.cordon)
  const figures: Figure[] = []
  for (const mode of MODES) for (const clients of CLIENTS) figures.push(...(await rates(stage, mode, clients)))
  return figures
}

/** Transactions a second of `pgbench -S`: one SELECT by primary key each. */
async function rates(stage: PostgresStage, mode: Mode, clients: number): Promise<Figure[]> {
  const args = select(mode, clients, SECONDS)
  let cpu = 0
  let transactions = 0
  const figures = await compare(stage, `postgres.${mode}.${clients}`, 'transactions/s', async (door, path) => {
    const before = stage.cordonCpu()
    const rate = readRate(await run('pgbench', args, door))
    const after = stage.cordonCpu()
    if (path !== 'cordon' || before === null || after === null) return rate
    cpu += after - before
    transactions += rate * SECONDS
    return rate
  })
  if (transactions === 0) return figures
  const value = (cpu / transactions) * 1e6
  const id = `postgres.${mode}.${clients}.cordon.cpu`
  return [...figures, { id, value, unit: 'µs/transaction', against: null, ratio: null, aim: null }]
}

function select(mode: Mode, clients: number, seconds: number): string[] {
  return ['-S', '-n', '-M', mode, '-c', String(clients), '-j', '1', '-T', String(seconds)]
}

/**
 * MB/s of a million rows to a client that only counts bytes. Every path is credited with the bytes that the server
 * sends, so that a mask that is longer or shorter than what it stands for changes nothing.
 */
async function speeds(stage: PostgresStage, kind: string, sql: string): Promise<Figure[]> {
  for (const path of PATHS) await drain(stage[path], sql)
  let sent = 0
  return compare(stage, `postgres.rows.${kind}`, 'MB/s', async (door, path) => {
    const { bytes, seconds } = await drain(door, sql)
    if (path === 'direct') sent = bytes
    return sent / 1e6 / seconds
  })
}

/** In turns, so that what else the machine does hits all alike; the ratio is the median of those within a round. */
async function compare(
  stage: PostgresStage,
  id: string,
  unit: string,
  measure: (door: Door, path: Path) => Promise<number>,
): Promise<Figure[]> {
  const rounds: Readonly<Record<Path, number>>[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const values = { direct: 0, relay: 0, cordon: 0 }
    for (const path of PATHS) values[path] = await measure(stage[path], path)
    rounds.push(values)
  }
  return PATHS.map((path) => {
    const name = `${id}.${path}`
    const beside = path === 'direct' ? null : `${id}.direct`
    const ratio = beside === null ? null : median(rounds.map((values) => values[path] / values.direct))
    return {
      id: name,
      value: median(rounds.map((values) => values[path])),
      unit,
      against: beside,
      ratio,
      aim: AIMS[name] ?? null,
    }
  })
}

function readRate(output: string): number {
  const rate = /^tps = ([\d.]+)/m.exec(output)?.[1]
  if (rate === undefined) throw new Error(`pgbench did not say how fast it was: ${output.slice(-500)}`)
  return Number(rate)
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}
