import { spawn } from 'node:child_process'
import { type AddressInfo, createServer } from 'node:net'

/** `opa run --server` on one core, as a peer. */
export interface OpaServer {
  readonly port: number
  readonly pid: number | undefined
  stop(): Promise<void>
}

const READY_WITHIN_MS = 20_000

/** Starts OPA with the rules and data at the paths; its decision log is off, and its console quiet. */
export async function startOpa(binary: string, sources: readonly string[]): Promise<OpaServer> {
  const port = await freePort()
  const flags = [
    '--addr',
    `127.0.0.1:${port}`,
    '--log-level',
    'error',
    '--ignore',
    '*_test.rego',
    '--skip-version-check',
  ]
  const child = spawn(binary, ['run', '--server', ...flags, ...sources], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, GOMAXPROCS: '1' },
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    await healthy(port, () => child.exitCode !== null)
  } catch (error) {
    child.kill()
    throw error
  }
  return {
    port,
    pid: child.pid,
    stop: () => {
      child.kill()
      return ended
    },
  }
}

async function healthy(port: number, hasEnded: () => boolean): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS
  while (Date.now() < until && !hasEnded()) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('opa run --server did not become healthy')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
