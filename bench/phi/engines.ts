import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createPhi } from '#phi'

const folder = fileURLToPath(new URL('../peers/', import.meta.url))

/** A masker of text. Peers take strings, which they get for nothing; Cordon takes the bytes that came. */
export interface Engine {
  readonly id: string
  /** Kinds of values that it says it finds, with its default settings. */
  readonly types: number
  mask(bytes: Uint8Array, text: string): Promise<string | Uint8Array> | string | Uint8Array
}

/** Maskers with fewer kinds are shown, and not held against: they look for less. */
export const LEAST_TYPES = 10

export const CORDON = 'cordon'

/** Cordon, told nothing of what the text is. */
export function cordonEngine(): Engine {
  const phi = createPhi()
  return { id: CORDON, types: 24, mask: (bytes) => phi.maskBytes(bytes)?.bytes ?? bytes }
}

/** The npm peers, installed now where they are not; none, and a message, where the registry cannot be reached. */
export async function peerEngines(): Promise<readonly Engine[]> {
  if (!install()) {
    process.stderr.write(
      'peers are not measured: bench/peers/ could not be installed (npm ci), most likely as no registry is reached; try again with one\n',
    )
    return []
  }
  return Promise.all(PEERS.map(({ name, make }) => load(name).then(make)))
}

// npm ci where the lockfile is newer than what it installed.
function install(): boolean {
  const made = `${folder}node_modules/.package-lock.json`
  const isFresh = existsSync(made) && statSync(made).mtimeMs >= statSync(`${folder}package-lock.json`).mtimeMs
  if (isFresh) return true
  process.stderr.write('installing the npm peers in bench/peers/ (npm ci) …\n')
  return spawnSync('npm', ['ci'], { cwd: folder, stdio: ['ignore', 2, 2] }).status === 0
}

type Module = Readonly<Record<string, unknown>>

interface Peer {
  readonly name: string
  readonly make: (loaded: Module) => Engine
}

const PEERS: readonly Peer[] = [
  {
    name: '@coffeeandfun/remove-pii',
    make: (loaded) => {
      const { removePII, getAvailableTypes } = loaded as {
        removePII: (text: string) => string
        getAvailableTypes: () => readonly unknown[]
      }
      return { id: 'remove-pii', types: getAvailableTypes().length, mask: (_bytes, text) => removePII(text) }
    },
  },
  {
    name: '@redactpii/node',
    make: (loaded) => {
      const { Redactor } = loaded as { Redactor: new () => { redact: (text: string) => string } }
      const redactor = new Redactor()
      return { id: 'redactpii', types: 5, mask: (_bytes, text) => redactor.redact(text) }
    },
  },
  {
    name: 'redact-pii',
    make: (loaded) => {
      const { SyncRedactor } = (loaded['default'] ?? loaded) as {
        SyncRedactor: new () => { redact: (text: string) => string }
      }
      const redactor = new SyncRedactor()
      return { id: 'redact-pii', types: 13, mask: (_bytes, text) => redactor.redact(text) }
    },
  },
  {
    name: 'openredaction',
    make: (loaded) => {
      const { OpenRedaction, allPatterns } = loaded as {
        OpenRedaction: new () => { detect: (text: string) => Promise<{ redacted: string }> }
        allPatterns: readonly { readonly type: string }[]
      }
      const detector = new OpenRedaction()
      const types = new Set(allPatterns.map(({ type }) => type)).size
      return { id: 'openredaction', types, mask: async (_bytes, text) => (await detector.detect(text)).redacted }
    },
  },
]

async function load(name: string): Promise<Module> {
  const path = createRequire(`${folder}package.json`).resolve(name)
  return (await import(pathToFileURL(path).href)) as Module
}

/** `name version` of each peer, as installed. */
export function peerVersions(): readonly string[] {
  return PEERS.map(({ name }) => {
    const { version } = JSON.parse(readFileSync(`${folder}node_modules/${name}/package.json`, 'utf8')) as {
      version: string
    }
    return `${name} ${version}`
  })
}
