import type { ServerResponse } from 'node:http'
import { GitError } from './git-error.ts'
import { judgePush, type PushVerdict } from './judge.ts'
import { sideband } from './pkt-line.ts'
import type { PushRun } from './push-run.ts'
import { type Quarantine, type QuarantineParts, takeIn } from './quarantine.ts'
import { plain } from './refuse.ts'
import { begin, send } from './reply.ts'
import { isBanded, type PushReport, ReportReader, refusedReport } from './report.ts'
import { newRun, type ServePush, type ServePushParts } from './serve-backend-push.ts'

export interface DoorPushParts extends ServePushParts {
  readonly quarantine: QuarantineParts
  readonly isAncestor: (repository: string, old: string, next: string) => Promise<boolean>
}

const RESULT_TYPE = 'application/x-git-receive-pack-result'
/** As often as git itself does (receive.keepAlive). */
const KEEP_ALIVE_MS = 5000
/** An empty packet on band 1: nothing is shown, and nobody thinks us dead. */
const KEEP_ALIVE = Buffer.from('0005\x01', 'latin1')

/**
 * A push to a server that Cordon stands in front of: it is taken into a quarantine of our own, looked at, and on an allow the
 * same bytes go on. What the server then says it did is what is recorded.
 */
export async function serveDoorPush(push: ServePush, parts: DoorPushParts): Promise<void> {
  const { response, opened } = push
  const { capabilities, commands } = opened.head
  const run = newRun(push, parts)
  let bytes = 0
  let report: PushReport | null = null
  const write = async (part: Uint8Array): Promise<void> => {
    if (await send(response, part)) bytes += part.length
  }
  const say = (line: string): Promise<void> =>
    isBanded(capabilities) ? write(sideband(2, Buffer.from(`${plain(line)}\n`))) : Promise.resolve()
  const refuse = async (lines: readonly string[], reason: string): Promise<void> => {
    for (const line of lines) await say(line)
    await write(
      refusedReport(
        commands.map(({ ref }) => ref),
        reason,
        capabilities,
      ),
    )
  }
  let taken: Quarantine | null = null
  try {
    taken = await takeIn(opened.head, opened.body, parts.quarantine)
    begin(response, 200, RESULT_TYPE)
    const stopKeeping = keepAlive(response, isBanded(capabilities))
    const verdict = await judgeHere(push, parts, { run, taken, say }).finally(stopKeeping)
    if (verdict.refusal !== null) await refuse(verdict.refusal.lines, verdict.refusal.reason)
    else if (!response.destroyed) report = await sendOn(push, parts, taken, write)
  } catch (error) {
    if (!(error instanceof GitError) || error.code === 'closed') throw error
    if (!response.headersSent) begin(response, 200, RESULT_TYPE)
    await refuse([`Cordon: ${error.message}`], error.code === 'upstream' ? 'the server failed' : error.message)
    report = error.code === 'upstream' ? { unpacked: false, refs: [] } : report
  } finally {
    await taken?.remove()
    run.finish(report, bytes)
  }
  response.end()
}

async function judgeHere(
  { ledger, route, opened }: ServePush,
  { judging, isAncestor }: DoorPushParts,
  {
    run,
    taken,
    say,
  }: { readonly run: PushRun; readonly taken: Quarantine; readonly say: (line: string) => Promise<void> },
): Promise<PushVerdict> {
  const verdict = await judgePush(
    {
      session: ledger.session.id,
      repository: route.repository,
      channel: 'door',
      commands: opened.head.commands,
      store: taken.store,
      progress: (done, total) => void say(`Cordon has looked at ${done} of ${total} objects`),
      isAncestor: (old, next) => isAncestor(route.repository, old, next),
    },
    judging,
  )
  run.verdict = verdict
  return verdict
}

async function sendOn(
  { route, protocol, opened }: ServePush,
  { behind }: DoorPushParts,
  taken: Quarantine,
  write: (part: Uint8Array) => Promise<void>,
): Promise<PushReport> {
  const answer = await behind.call({ route, protocol, body: taken.replay(), env: {} })
  const reader = new ReportReader({ banded: isBanded(opened.head.capabilities) })
  // Read to its end though the client be gone: what was done must be known.
  for await (const chunk of answer.body) {
    reader.push(chunk)
    await write(chunk)
  }
  return reader.report
}

function keepAlive(response: ServerResponse, banded: boolean): () => void {
  if (!banded) return () => undefined
  const timer = setInterval(() => {
    if (!response.destroyed) response.write(KEEP_ALIVE)
  }, KEEP_ALIVE_MS)
  return () => clearInterval(timer)
}
