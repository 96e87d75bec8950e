import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { CommandError } from './io.ts'

/**
 * The data folder (0700): who owns which file.
 *
 *   keys/engine.key       root of all keyed digests       engine       back it up: references depend on it
 *   keys/tenant.secret    wraps the keys of recordings    recording    back it up: recordings depend on it
 *   keys/source.pem       signs this process's events     event log
 *   keys/sealer.pem       signs segments                  sealer       its public half is what auditors pin
 *   keys/engine-ID.key      older ones, by id             cli/keys     references made with them are found
 *   keys/tenant-ID.secret   older ones, by id             cli/keys     recordings made with them are read
 *   keys/issuer/          local issuer's keys             engine/identity
 *   log/                  events not yet sealed           event log
 *   payloads/             recordings not yet stored       recording
 *   vault/NAME.vault      what tokens stand for, sealed   cli/vault           its key is `phi.vault.key`, and lies elsewhere
 *   approvals.json        fold of the approvals           engine/approvals
 *   sessions.json         fold of the open sessions       cli/compose
 *   live-sessions.json    who is let in, over a restart   cli/compose, where enforcers run apart
 *   enforcers/NAME/       data folder of `enforce NAME`   cli/compose/apart
 *   sealer/               data folder of `seal`           cli/compose/apart
 *   policy.json           the policy in force             cli/compose
 *   state.json            the running system              cli
 *   engine.sock           the engine's API                engine/server
 */
export interface DataFolder {
  readonly path: string
  readonly at: (...parts: string[]) => string
  /** 32 random bytes, made on first use, 0600. */
  readonly secret: (name: 'tenant') => Buffer
  /** An Ed25519 key, made on first use, 0600. */
  readonly signingKey: (name: 'source' | 'sealer') => KeyObject
  /** Writes a file whole or not at all, durably, 0600. */
  readonly write: (name: string, text: string) => void
  /** What a JSON file holds, or null where there is no such file. Throws CommandError where it is damaged. */
  readonly readJson: (name: string) => unknown
}

const SECRET_BYTES = 32

/** Opens, and makes on first start. Throws CommandError where others could read it. */
export function openDataFolder(path: string): DataFolder {
  mkdirSync(join(path, 'keys'), { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  const at = (...parts: string[]): string => join(path, ...parts)
  const write = (name: string, text: string): void => writeWhole(at(name), text)
  return {
    path,
    at,
    write,
    readJson: (name) => readJson(at(name)),
    secret: (name) => {
      const file = join('keys', `${name}.secret`)
      if (!existsSync(at(file))) write(file, `${randomBytes(SECRET_BYTES).toString('hex')}\n`)
      return readSecret(at(file))
    },
    signingKey: (name) => {
      const file = join('keys', `${name}.pem`)
      if (!existsSync(at(file))) {
        write(file, String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })))
      }
      requirePrivate(at(file))
      return readPrivateKey(at(file))
    },
  }
}

function readJson(file: string): unknown {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new CommandError(`${file} is damaged, and what it held is nowhere else: restore it from a backup`, { cause })
  }
}

function readPrivateKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file, 'utf8'))
  } catch {
    // The cause may quote the key.
    throw new CommandError(`${file} is damaged, it holds no private key: restore it from a backup`)
  }
}

function readSecret(file: string): Buffer {
  requirePrivate(file)
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (secret.length !== SECRET_BYTES) throw new CommandError(`${file} is damaged: restore it from a backup`)
  return secret
}

/** Public half of a key as PEM, and its id: the first 16 hex digits of the SHA-256 of its SPKI. */
export function publicHalf(key: KeyObject): { readonly pem: string; readonly id: string; readonly key: KeyObject } {
  const half = createPublicKey(key)
  const id = createHash('sha256')
    .update(half.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
  return { pem: String(half.export({ type: 'spki', format: 'pem' })), id, key: half }
}

function requirePrivate(file: string): void {
  if ((statSync(file).mode & 0o077) !== 0)
    throw new CommandError(`others can read ${file}: chmod 600 it, and think about who has read it`)
}

function writeWhole(file: string, text: string): void {
  const temporary = `${file}.new`
  const handle = openSync(temporary, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
}
