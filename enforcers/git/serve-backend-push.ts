import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Phi } from '#phi'
import { PURPOSE_HEADER, statedPurpose } from '../wire/stated-purpose.ts'
import type { Behind } from './behind.ts'
import type { Gate, HookVariables } from './gate.ts'
import { ancestorIn, type Judging, judgePush } from './judge.ts'
import { maskName } from './names.ts'
import type { PushStore } from './new-objects.ts'
import { PushRun } from './push-run.ts'
import type { RefCommand } from './receive-commands.ts'
import { receivedStore } from './received-store.ts'
import { begin, send } from './reply.ts'
import { isBanded, ReportReader } from './report.ts'
import type { OpenedPush } from './request-body.ts'
import type { GitRoute } from './route.ts'
import type { SessionLedger } from './session-ledger.ts'

export interface ServePushParts {
  readonly judging: Judging
  readonly behind: Behind
  readonly now: () => number
}

export interface ServePush {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly route: GitRoute
  readonly protocol: string
  readonly ledger: SessionLedger
  readonly opened: OpenedPush
}

export interface BackendPushParts extends ServePushParts {
  readonly gate: Gate
  readonly root: string
  readonly path: string
}

/**
 * A push to a repository that Cordon serves: git itself unpacks it into its quarantine and calls the hook, which asks here
 * through the gate. What the server then says it did is what is recorded.
 */
export async function serveBackendPush(push: ServePush, parts: BackendPushParts): Promise<void> {
  const { response, route, protocol, ledger, opened } = push
  const { head, body } = opened
  const run = newRun(push, parts)
  const folder = join(parts.root, route.repository)
  const expected = parts.gate.expect({
    folder,
    judge: async (commands, { quarantine, shallow }, say, signal) => {
      const store = receivedStore({ folder, quarantine, shallow, path: parts.path, signal })
      return judgeHere({ push, run, commands, store, say }, parts)
    },
  })
  const env: HookVariables = { CORDON_GATE: parts.gate.path, CORDON_HANDLE: expected.handle }
  const reader = new ReportReader({ banded: isBanded(head.capabilities) })
  let bytes = 0
  let whole = false
  try {
    const answer = await parts.behind.call({ route, protocol, body, env: { ...env } })
    begin(response, answer.status, answer.type)
    // Read to its end though the client be gone: what was done must be known.
    for await (const chunk of answer.body) {
      reader.push(chunk)
      if (await send(response, chunk)) bytes += chunk.length
    }
    whole = true
  } finally {
    expected.forget()
    run.finish(whole ? reader.report : null, bytes)
  }
  response.end()
  // The ledger keeps who pushed; here nothing is left to do.
  void ledger
}

export function newRun({ ledger, route, opened, request }: ServePush, { judging, now }: ServePushParts): PushRun {
  return new PushRun({
    ledger,
    repository: route.repository,
    commands: opened.head.commands,
    detector: judging.phi,
    maskName: (name) => maskName(name, judging.phi),
    purpose: purposeOf(request, judging.phi),
    now,
  })
}

/** `git -c http.extraHeader='Cordon-Purpose: …' push` states why. */
function purposeOf({ headers }: ServePush['request'], phi: Phi): string | null {
  const stated = headers[PURPOSE_HEADER]
  return statedPurpose(Array.isArray(stated) ? stated[0] : stated, (text) => phi.maskText(text).text)
}

async function judgeHere(
  {
    push,
    run,
    commands,
    store,
    say,
  }: {
    readonly push: ServePush
    readonly run: PushRun
    readonly commands: readonly RefCommand[]
    readonly store: PushStore
    readonly say: (line: string) => void
  },
  { judging }: BackendPushParts,
): Promise<boolean> {
  run.verdict = await judgePush(
    {
      session: push.ledger.session.id,
      repository: push.route.repository,
      channel: 'backend',
      commands,
      store,
      progress: (done, total) => say(`Cordon has looked at ${done} of ${total} objects`),
      isAncestor: ancestorIn(store),
    },
    judging,
  )
  for (const line of run.verdict.refusal?.lines ?? []) say(line)
  return run.verdict.refusal === null
}
