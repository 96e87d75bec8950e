import { join } from 'node:path'
import { createPhi } from '#phi'
import type { EnforcerContext, Listener } from '../enforcer.ts'
import { EXAMINE_LIMITS } from './examine.ts'
import { openGate } from './gate.ts'
import { servedHooks } from './hook-scripts.ts'
import { httpBackend } from './http-backend.ts'
import type { Judging } from './judge.ts'
import { freshFolder, listen } from './listener.ts'
import { type GitOptions, limitsOf } from './options.ts'
import { serveClient } from './serve.ts'
import { serveBackendPush } from './serve-backend-push.ts'
import { Verdicts } from './verdicts.ts'

export { askGate } from './gate-hook.ts'
export type { GitOptions } from './options.ts'

/**
 * Guards Git over smart HTTP: serves a folder of bare repositories, or stands as a door in front of a server. Every push is
 * looked at as a whole and decided once; `run` rejects with a message that says what is missing.
 */
export const git: Listener<GitOptions> = {
  kind: 'listener',
  name: 'git',
  options: 'config',
  run: (options, context) => runBackend(options, context),
}

async function runBackend(options: GitOptions, context: EnforcerContext): Promise<void> {
  const { config, scratch, cordon, path } = options
  const { now, signal } = context
  const root = options.repositories as string
  const { pushBytes } = limitsOf(config)
  freshFolder(scratch)
  const hooks = freshFolder(join(scratch, 'hooks'), servedHooks(cordon))
  const gate = await openGate(scratch, now)
  const behind = httpBackend({ root, hooks, pushBytes, path, signal })
  const judging = judgingOf(options, context)
  const parts = { judging, behind, gate, root, path, now }
  try {
    await listen({
      options,
      context,
      welcome: (socket) =>
        serveClient(socket, {
          context,
          phi: judging.phi,
          name: config.name,
          target: config.target,
          channel: 'backend',
          behind,
          pushBytes,
          push: (push) => serveBackendPush(push, parts),
          advertise: (body) => body,
        }),
    })
  } finally {
    gate.close()
  }
}

function judgingOf({ config }: GitOptions, { decide, commit, log }: EnforcerContext): Judging {
  const { name: enforcer, target } = config
  return { phi: createPhi(), verdicts: new Verdicts(), limits: EXAMINE_LIMITS, decide, commit, enforcer, target, log }
}
