import { createPublicKey } from 'node:crypto'
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CAST, STORY_PATIENT } from '#clinic'
import { openEngineKey } from '#engine'
import { findSubject, openFolderStore, renderHtml, renderText, verifyLedger, walkEvents } from '#evidence'
import { colours } from '../colour.ts'
import { commitmentSecret, commitments } from '../commitment.ts'
import { renderTrail } from '../evidence/find.ts'
import { extras, makeReport } from '../evidence/report.ts'
import { renderVerdict } from '../evidence/verify.ts'
import type { LedgerPlace } from '../ledger-place.ts'
import type { ActResult, Narrator } from './act.ts'
import type { Stage } from './stage.ts'

const DAY_MS = 86_400_000
const SEALED_WITHIN_MS = 20_000

/** Evidence: verified from the files alone, a flipped byte named, a patient's trail, a report. */
export async function evidenceActs(stage: Stage, narrator: Narrator, colour: boolean): Promise<readonly ActResult[]> {
  const place = placeOf(stage)
  const last = stage.decisions.at(-1)?.context.id ?? ''
  narrator.chapter('The evidence, from its files alone')
  narrator.step(`sealed every second into ${place.store}; key ${place.publicKeyFile}`)
  await sealed(place, last)
  return [
    await verified(place, narrator, colour),
    await tampered(stage, place, narrator, colour),
    await touched(stage, place, narrator, colour),
    await reported(stage, place, narrator, colour),
  ]
}

function placeOf({ running: { state } }: Stage): LedgerPlace {
  const publicKey = createPublicKey(readFileSync(state.publicKey, 'utf8'))
  return { store: state.store, s3: null, shard: state.shard, publicKey, publicKeyFile: state.publicKey, state }
}

// The story's last decision, and the close of its session, must be in a sealed segment.
async function sealed(place: LedgerPlace, decision: string): Promise<void> {
  const deadline = Date.now() + SEALED_WITHIN_MS
  while (Date.now() < deadline) {
    const store = await openFolderStore(place.store, { access: 'read' })
    let session: string | undefined
    let closed = false
    for await (const { event } of walkEvents({ store, shard: place.shard, publicKey: place.publicKey })) {
      if (event.kind === 'decision' && event.data['id'] === decision) session = event.session
      if (event.kind === 'session.close' && event.session === session) closed = true
    }
    if (session !== undefined && closed && (await isRecorded(place, session))) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`the story was not sealed within ${SEALED_WITHIN_MS / 1000} s: see cordon.log`)
}

// Recordings travel beside the ledger, at the same pace.
async function isRecorded({ store, shard }: LedgerPlace, session: string): Promise<boolean> {
  for await (const _ of (await openFolderStore(store, { access: 'read' })).list(`v1/${shard}/payloads/${session}/`))
    return true
  return false
}

async function verified(place: LedgerPlace, narrator: Narrator, colour: boolean): Promise<ActResult> {
  const verdict = await verifyLedger({
    store: await openFolderStore(place.store, { access: 'read' }),
    shard: place.shard,
    publicKey: place.publicKey,
  })
  narrator.rows(renderVerdict(verdict, colour).trimEnd())
  const ok = verdict.integrity === 'intact' && verdict.completeness === 'complete'
  return told(narrator, {
    act: 'verified',
    expected: 'every sealed event verifies, and none is missing',
    observed: `${verdict.events} events in ${verdict.segments} segments: ${verdict.integrity}, ${verdict.completeness}`,
    ok,
    decision: null,
  })
}

async function tampered(stage: Stage, place: LedgerPlace, narrator: Narrator, colour: boolean): Promise<ActResult> {
  narrator.chapter('Somebody changes one byte in a copy')
  const copy = join(stage.folder, 'tampered')
  rmSync(copy, { recursive: true, force: true })
  cpSync(place.store, copy, { recursive: true })
  const expected = flipOneByte(join(copy, 'v1', place.shard, 'segments'))
  const verdict = await verifyLedger({
    store: await openFolderStore(copy, { access: 'read' }),
    shard: place.shard,
    publicKey: place.publicKey,
  })
  rmSync(copy, { recursive: true, force: true })
  narrator.rows(renderVerdict(verdict, colour).split('\n').slice(0, 2).join('\n'))
  const ok = verdict.integrity === 'broken' && verdict.firstBad?.n === expected
  return told(narrator, {
    act: 'tampered',
    expected: `the verifier names event ${expected}`,
    observed: verdict.firstBad === null ? 'nothing was noticed' : `the verifier names event ${verdict.firstBad.n}`,
    ok,
    decision: null,
  })
}

// One letter of an event in the middle of the first segment; answers that event's number.
function flipOneByte(folder: string): number {
  const [name] = readdirSync(folder)
    .filter((file) => file.endsWith('.ndjson'))
    .sort()
  if (name === undefined) throw new Error('no segment was sealed')
  const path = join(folder, name)
  const bytes = readFileSync(path)
  const start = bytes.lastIndexOf(0x0a, Math.floor(bytes.length / 2)) + 1
  const place = bytes.indexOf('"kind":"', start) + '"kind":"'.length
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
  chmodSync(path, 0o600)
  writeFileSync(path, bytes)
  return Number(/^\{"n":(\d+),/.exec(bytes.subarray(start, start + 40).toString('latin1'))?.[1])
}

async function touched(stage: Stage, place: LedgerPlace, narrator: Narrator, colour: boolean): Promise<ActResult> {
  narrator.chapter(`Who touched patient ${STORY_PATIENT}?`)
  const reference = commitments(commitmentSecret(openEngineKey(join(stage.running.state.data, 'keys'))))(
    'patient',
    String(STORY_PATIENT),
  )
  const trail = await findSubject(
    walkEvents({
      store: await openFolderStore(place.store, { access: 'read' }),
      shard: place.shard,
      publicKey: place.publicKey,
    }),
    reference,
  )
  narrator.rows(renderTrail(trail, colour).trimEnd())
  // One session at the database, one at the FHIR service: the reference is the same.
  const ok =
    trail.humans.some((human) => human.endsWith(CAST.human)) &&
    trail.agents.includes(CAST.agent) &&
    trail.sessions.length >= 2
  return told(narrator, {
    act: 'who-touched',
    expected: `${CAST.human} through ${CAST.agent}, over SQL and over HTTP`,
    observed: ok
      ? `${trail.humans.join(', ')} through ${trail.agents.join(', ')}, ${trail.counts.effects} exchanges in ${trail.sessions.length} sessions`
      : `${trail.counts.effects} exchanges in ${trail.sessions.length} sessions`,
    ok,
    decision: trail.decisions[0] ?? null,
  })
}

async function reported(stage: Stage, place: LedgerPlace, narrator: Narrator, colour: boolean): Promise<ActResult> {
  narrator.chapter('A HIPAA report, computed from those events')
  const now = Date.now()
  const report = await makeReport(place, {
    from: new Date(now - DAY_MS).toISOString(),
    to: new Date(now + DAY_MS).toISOString(),
  })
  const path = join(stage.folder, 'report.html')
  writeFileSync(path, renderHtml(report, extras(place)), { mode: 0o600 })
  narrator.rows(renderText(report, { paint: colours(colour) }).trimEnd())
  const count = (status: string): number => report.controls.filter((control) => control.status === status).length
  const ok =
    report.ledger.integrity === 'intact' &&
    report.controls.length >= 12 &&
    count('supported') > 0 &&
    count('exception') === 0
  return told(narrator, {
    act: 'report',
    expected: 'at least twelve controls, none contradicted',
    observed: `${report.controls.length} controls: ${count('supported')} supported, ${count('exception')} exception, ${count('insufficient')} insufficient; open ${path}`,
    ok,
    decision: null,
  })
}

function told(narrator: Narrator, result: ActResult): ActResult {
  narrator.act(result)
  return result
}
