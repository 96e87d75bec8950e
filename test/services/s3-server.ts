import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { S3Access } from '../../evidence/store/s3/s3-access.ts'
import { eventually, freePort } from '../support/wait.ts'

/** A real S3 server for one test file. */
export interface S3Server {
  readonly name: string
  readonly endpoint: string
  /** How a store reaches it, as its owner. */
  readonly access: S3Access
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** The owner's client: what an enemy, or a custodian, would use. */
  readonly client: S3Client
  /** Makes a bucket, by default with Object Lock; answers its name. */
  readonly bucket: (options?: { readonly lock?: boolean }) => Promise<string>
  /** `kill -9`; only of a server that was started here. */
  readonly kill: () => Promise<void>
  /** Starts it again on the same port and data. */
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** How to run one kind of server. */
export interface S3Program {
  readonly name: string
  readonly path: string
  readonly args: (at: { readonly port: number; readonly folder: string }) => readonly string[]
  readonly env: (keys: S3Keys) => Readonly<Record<string, string>>
  /** Path that answers 200 when it is ready. */
  readonly ready: string
}

export interface S3Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Starts a server on a free port with data of its own. */
export async function startS3Program(program: S3Program): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), `cordon-${program.name}-`))
  const port = await freePort()
  const keys = { accessKeyId: `AK${randomBytes(8).toString('hex')}`, secretAccessKey: randomBytes(20).toString('hex') }
  const endpoint = `http://127.0.0.1:${port}`
  let child: ChildProcess
  const start = async (): Promise<void> => {
    const log = openSync(join(folder, 'log'), 'a')
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...program.env(keys) }
    child = spawn(program.path, [...program.args({ port, folder })], { env, stdio: ['ignore', log, log] })
    const kill = (): void => void child.kill('SIGKILL')
    process.once('exit', kill)
    child.once('exit', () => process.off('exit', kill))
    await eventually(`${program.name} answers`, async () => {
      if (child.exitCode !== null)
        throw new Error(`${program.name} ended: ${readFileSync(join(folder, 'log'), 'utf8')}`)
      return (await fetch(endpoint + program.ready).catch(() => null))?.ok === true
    })
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }
  await start()
  const reached = reach({ name: program.name, endpoint, keys })
  return {
    ...reached,
    kill: () => end('SIGKILL'),
    restart: start,
    stop: async () => {
      reached.client.destroy()
      await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A server that runs already, as `http://KEY:SECRET@host:port` says. */
export function reuseS3(name: string, address: string): S3Server {
  const url = new URL(address)
  const keys = {
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  }
  const reached = reach({ name, endpoint: url.origin, keys })
  const notOurs = async (): Promise<void> => {
    throw new Error(`${name} was not started here, so it is not killed either`)
  }
  return { ...reached, kill: notOurs, restart: notOurs, stop: async () => reached.client.destroy() }
}

function reach({
  name,
  endpoint,
  keys,
}: {
  readonly name: string
  readonly endpoint: string
  readonly keys: S3Keys
}): Omit<S3Server, 'kill' | 'restart' | 'stop'> {
  const region = 'us-east-1'
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: keys })
  return {
    name,
    endpoint,
    ...keys,
    client,
    access: { endpoint, region, credentials: () => keys, timeoutMs: 10_000 },
    bucket: async ({ lock = true } = {}) => {
      const Bucket = `cordon-${randomBytes(6).toString('hex')}`
      await client.send(new CreateBucketCommand({ Bucket, ...(lock ? { ObjectLockEnabledForBucket: true } : {}) }))
      return Bucket
    },
  }
}
