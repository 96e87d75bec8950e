import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AuthenticationError, type EngineAddress, type EngineFailure, httpClient, type RemoteEngine } from '#enforcers'
import { openEnforcerSigner } from '#engine'
import type { Introduced, Introduction } from '#schemas'
import { within } from '../../config.ts'
import type { DataFolder } from '../../data-folder.ts'
import { CommandError } from '../../io.ts'
import type { Logger } from '../logger.ts'
import type { Settings } from '../settings.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 10_000
const SEALER_POLL_MS = 1000

export interface LinkParts {
  readonly settings: Settings
  /** Name under which this process is enrolled. */
  readonly name: string
  /** Private key that was enrolled, where the command line names it. */
  readonly keyFile: string | undefined
  /** The process's own folder. */
  readonly folder: DataFolder
  readonly logger: Logger
  readonly now: () => number
  readonly onDead: (failure: EngineFailure) => void
}

/** Reaches an engine in another process, as the configuration says. Throws CommandError where it cannot be tried. */
export function linkEngine({ settings, name, keyFile, folder, now, onDead }: LinkParts): RemoteEngine {
  return httpClient({
    address: addressOf(settings),
    token: openEnforcerSigner({ keyFile: keyFile ?? findKey(settings, folder, name), name, now }),
    deadlineMs: settings.deadlineMs,
    now,
    onDead,
  })
}

/** Who a process is to the engine. */
export interface Self {
  readonly name: string
  readonly introduction: Introduction
}

/** The introduction of a process by its own folder; the sealer's names the key that signs segments, too. */
export function selfOf(folder: DataFolder, name: string, sealing?: KeyObject): Self {
  const publicKey = spki(folder.signingKey('source'))
  return { name, introduction: sealing === undefined ? { publicKey } : { publicKey, sealing: spki(sealing) } }
}

/** Public half as SPKI DER in base64. */
export function spki(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
}

/**
 * Introduces this process until the engine takes it: an engine that starts later is waited for, one that refuses is an
 * error of the installation. Rejects with CommandError, or with the signal's reason.
 */
export async function introduce(
  engine: RemoteEngine,
  { name, introduction }: Self,
  { logger, signal }: { readonly logger: Logger; readonly signal: AbortSignal },
): Promise<Introduced> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    signal.throwIfAborted()
    try {
      return await engine.introduce(introduction)
    } catch (cause) {
      const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause)
      if (!(cause instanceof AuthenticationError) || cause.code === 'refused')
        throw new CommandError(
          `the engine does not take ${name}: ${why}. Enroll it where the engine runs: cordon enforcer enroll ${name}`,
          { cause },
        )
      logger.warn('the engine does not answer yet; nothing passes until it does', { name, why })
      await pause(wait, signal)
    }
  }
}

/** The sealer's public key, once the engine says that the sealer knows this process's log. */
export async function sealerKey(
  engine: RemoteEngine,
  self: Self,
  parts: { readonly logger: Logger; readonly signal: AbortSignal },
): Promise<KeyObject> {
  for (;;) {
    const { sealing } = await introduce(engine, self, parts)
    if (sealing !== undefined)
      return createPublicKey({ key: Buffer.from(sealing, 'base64'), format: 'der', type: 'spki' })
    await pause(SEALER_POLL_MS, parts.signal)
  }
}

function addressOf({ loaded, config, data }: Settings): EngineAddress {
  const { url, ca, socket } = config.engine ?? {}
  if (url === undefined) return { socket: socket === undefined ? join(data, 'engine.sock') : within(loaded, socket) }
  if (url.startsWith('unix:')) return { socket: within(loaded, url.slice('unix:'.length)) }
  return ca === undefined ? { url } : { url, ca: readFileSync(within(loaded, ca), 'utf8') }
}

// Its own folder first; on the engine's machine, where enrolling left it.
function findKey({ data }: Settings, folder: DataFolder, name: string): string {
  const places = [folder.at('keys', 'enforcer.pem'), join(data, 'keys', 'enforcers', `${name}.pem`)]
  const found = places.find((place) => existsSync(place))
  if (found !== undefined) return found
  throw new CommandError(
    `${name} has no key: run \`cordon enforcer enroll ${name}\` where the engine runs, and bring its key to ${places[0]} (or name it with --key)`,
  )
}

/** Waits; rejects with the signal's reason. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}
