import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createPhi } from '#phi'
import type { EnforcerContext, Listener } from '../enforcer.ts'
import { doorAdvertisement } from './advertisement.ts'
import { upstreamAncestry } from './ancestry.ts'
import type { Behind } from './behind.ts'
import { EXAMINE_LIMITS } from './examine.ts'
import { openGate } from './gate.ts'
import { servedHooks } from './hook-scripts.ts'
import { httpBackend } from './http-backend.ts'
import type { Judging } from './judge.ts'
import { freshFolder, listen } from './listener.ts'
import { type GitOptions, limitsOf } from './options.ts'
import { runGit } from './process.ts'
import { type ServeParts, serveClient } from './serve.ts'
import { type ServePush, serveBackendPush } from './serve-backend-push.ts'
import { serveDoorPush } from './serve-door-push.ts'
import { upstreamServer } from './upstream.ts'
import { Verdicts } from './verdicts.ts'

export type { GateAnswer, HookCall, HookVariables } from './gate.ts'
export { type CommandLine, HOOK_MARK, installedHook, serverHooks } from './hook-scripts.ts'
export type { GitOptions } from './options.ts'
export { runServerHook, type ServerHookParts } from './server-hook.ts'

/**
 * Guards Git over smart HTTP: serves a folder of bare repositories, or stands as a door in front of a server. Every push is
 * looked at as a whole and decided once; `run` rejects with a message that says what is missing.
 */
export const git: Listener<GitOptions> = {
  kind: 'listener',
  name: 'git',
  options: 'config',
  run: (options, context) => (options.repositories === null ? runDoor(options, context) : runBackend(options, context)),
}

async function runBackend(options: GitOptions, context: EnforcerContext): Promise<void> {
  const { config, scratch, cordon, path } = options
  const { now, signal } = context
  const root = options.repositories ?? ''
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`there is no folder ${root}: make it, or set \`repositories\` to where bare repositories are`)
  freshFolder(scratch)
  await requireGit(options, context)
  const hooks = freshFolder(join(scratch, 'hooks'), servedHooks(cordon))
  const gate = await openGate(scratch, now)
  const behind = httpBackend({ root, hooks, pushBytes: limitsOf(config).pushBytes, path, signal })
  const judging = judgingOf(options, context)
  const parts = { judging, behind, gate, root, path, now }
  try {
    await serve(options, context, {
      judging,
      behind,
      channel: 'backend',
      push: (push) => serveBackendPush(push, parts),
      advertise: (body) => body,
    })
  } finally {
    gate.close()
  }
}

async function runDoor(options: GitOptions, context: EnforcerContext): Promise<void> {
  const { config, password, ca, scratch, path } = options
  const { now, signal } = context
  const { url = '', user = 'cordon' } = config.upstream ?? {}
  const { pushBytes, idleMs } = limitsOf(config)
  freshFolder(scratch)
  await requireGit(options, context)
  const behind = upstreamServer({ url, user, password, ca, idleMs, signal })
  const judging = judgingOf(options, context)
  const quarantine = { scratch, path, signal, pushBytes }
  const isAncestor = upstreamAncestry({ behind, url, user, password, ca, scratch, path, signal })
  await serve(options, context, {
    judging,
    behind,
    channel: 'door',
    push: (push) => serveDoorPush(push, { judging, behind, quarantine, isAncestor, now }),
    advertise: doorAdvertisement,
  })
}

async function requireGit({ scratch: folder, path }: GitOptions, { signal }: EnforcerContext): Promise<void> {
  await runGit(['--version'], { folder, path, env: {}, signal })
}

interface Serving {
  readonly judging: Judging
  readonly behind: Behind
  readonly channel: 'backend' | 'door'
  readonly push: (push: ServePush) => Promise<void>
  readonly advertise: ServeParts['advertise']
}

function serve(options: GitOptions, context: EnforcerContext, { judging, ...serving }: Serving): Promise<void> {
  const { config } = options
  const { name, target } = config
  const { pushBytes } = limitsOf(config)
  const parts: ServeParts = { ...serving, context, phi: judging.phi, name, target, pushBytes }
  return listen({ options, context, welcome: (socket) => serveClient(socket, parts) })
}

function judgingOf({ config }: GitOptions, { decide, commit, log, phi = createPhi() }: EnforcerContext): Judging {
  const { name: enforcer, target } = config
  return { phi, verdicts: new Verdicts(), limits: EXAMINE_LIMITS, decide, commit, enforcer, target, log }
}
