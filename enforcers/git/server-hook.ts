import { isAbsolute, resolve } from 'node:path'
import { createPhi } from '#phi'
import type { AssertedSubject, EffectData, EventDraft, Session } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { OneShotClient } from '../engine-client/index.ts'
import { EXAMINE_LIMITS } from './examine.ts'
import { ancestorIn, judgePush, type PushVerdict } from './judge.ts'
import { maskName } from './names.ts'
import { type HeldPush, type PushShelf, pushShelf } from './push-shelf.ts'
import { type RefCommand, readCommand } from './receive-commands.ts'
import { receivedStore } from './received-store.ts'
import { countsOf } from './translate.ts'
import { Verdicts } from './verdicts.ts'

/** What a hook on a server that Cordon does not stand for is given; `cli/` makes it of git's configuration. */
export interface ServerHookParts {
  readonly hook: 'pre-receive' | 'update' | 'post-receive'
  readonly engine: OneShotClient
  /** Name under which the hook is enrolled, and of the system that it guards. */
  readonly enforcer: string
  readonly target: string
  /** The server's word on who pushes. */
  readonly subject: AssertedSubject
  readonly commit: EnforcerContext['commit']
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** `old SP new SP ref` a ref, as git gave them. */
  readonly updates: readonly string[]
  /** Writes a line to the developer's terminal. */
  readonly say: (line: string) => void
  readonly signal: AbortSignal
  readonly now: () => number
  readonly log: EnforcerContext['log']
}

/** Judges a push in the server's own hook, or records what became of it. Answers the exit code: 1 for whatever is not a clear yes. */
export async function runServerHook(parts: ServerHookParts): Promise<number> {
  const { env, cwd, hook, updates } = parts
  const folder = resolve(cwd, env['GIT_DIR'] ?? '.')
  const shelf = pushShelf(folder, env['CORDON_PUSH'] ?? String(process.ppid))
  const commands = updates.map(readCommand)
  if (hook === 'post-receive') return recordDone(commands, shelf, parts)
  await sweep(shelf, parts)
  return judge(commands, folder, shelf, parts)
}

async function judge(
  commands: readonly RefCommand[],
  folder: string,
  shelf: PushShelf,
  parts: ServerHookParts,
): Promise<number> {
  const { engine, enforcer, target, subject, commit, env, say, signal, log, now } = parts
  const session = await engine.vouch(subject, { enforcer, target, transport: 'unix' })
  const opened = { enforcer, target, client: 'server', transport: 'hook', expiresAt: session.expiresAt }
  await engine.record(draft('session.open', session, opened))
  const quarantine = env['GIT_QUARANTINE_PATH'] ?? ''
  const store = receivedStore({
    folder,
    quarantine: quarantine === '' || isAbsolute(quarantine) ? quarantine : resolve(folder, quarantine),
    shallow: env['GIT_SHALLOW_FILE'] ?? '',
    path: env['PATH'] ?? '/usr/bin:/bin',
    signal,
  })
  const judging = {
    phi: createPhi(),
    verdicts: new Verdicts(),
    limits: EXAMINE_LIMITS,
    decide: engine.decide,
    commit,
    enforcer,
    target,
    log,
  }
  const startedAt = now()
  const verdict = await judgePush(
    {
      session: session.id,
      repository: nameOf(folder),
      channel: 'hook',
      commands,
      store,
      progress: (done, total) => say(`Cordon has looked at ${done} of ${total} objects`),
      isAncestor: ancestorIn(store),
    },
    judging,
  )
  for (const line of verdict.refusal?.lines ?? []) say(line)
  const held: HeldPush = {
    session,
    decision: verdict.decision.context.id,
    startedAt,
    findings: countsOf(verdict.places),
  }
  if (verdict.refusal === null) {
    shelf.put(held)
    return 0
  }
  await finish(held, refusedEffect(verdict, held, now()), parts)
  return 1
}

async function recordDone(commands: readonly RefCommand[], shelf: PushShelf, parts: ServerHookParts): Promise<number> {
  const phi = createPhi()
  for (const held of shelf.take()) {
    const named = commands.map(
      ({ ref, old, new: next }) => `${maskName(ref, phi)} ${old.slice(0, 10)}..${next.slice(0, 10)}`,
    )
    const effect: EffectData = {
      ...common(held, parts.now()),
      outcome: 'done',
      command: `updated ${commands.length} refs: ${named.join(', ')}`.slice(0, 128),
      phi: {
        masked: [],
        released: held.findings,
        subjects: [],
        subjectsOverflow: held.findings.length > 0,
        detector: { version: phi.version, digest: phi.digest },
      },
    }
    await finish(held, effect, parts)
  }
  return 0
}

// Pushes that were let through and of which git then changed nothing: their processes are gone.
async function sweep(shelf: PushShelf, parts: ServerHookParts): Promise<void> {
  for (const held of shelf.takeDead())
    await finish(held, { ...common(held, parts.now()), outcome: 'failed' }, parts).catch(() => undefined)
}

async function finish(held: HeldPush, effect: EffectData, { engine, now }: ServerHookParts): Promise<void> {
  const { session, startedAt } = held
  await engine.record(draft('effect', session, { ...effect }))
  const durationMs = Math.max(0, now() - startedAt)
  await engine.record(draft('session.close', session, { reason: 'the push is over', exchanges: 1, durationMs }))
  await engine.closeSession(session.id)
}

function refusedEffect({ refusal }: PushVerdict, held: HeldPush, now: number): EffectData {
  return { ...common(held, now), outcome: 'refused', error: (refusal?.reason ?? '').slice(0, 128) }
}

function common(
  { session, decision, startedAt }: HeldPush,
  now: number,
): Pick<EffectData, 'decision' | 'recipient' | 'durationMs'> {
  return { decision, recipient: `${session.agent} (server)`, durationMs: Math.max(0, now - startedAt) }
}

function draft(kind: EventDraft['kind'], session: Session, data: EventDraft['data']): EventDraft {
  return { kind, session: session.id, data }
}

// `…/clinic/app.git` is told as `app.git`: what is above is the server's business.
function nameOf(folder: string): string {
  const parts = folder.split('/').filter(Boolean)
  return (parts.at(-1) === '.git' ? parts.at(-2) : parts.at(-1)) ?? '?'
}
