import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { tenantKeys } from '../../cli/keys.ts'
import { openFolderStore, readPayloads } from '../../evidence/index.ts'
import type { ClinicDatabase } from '../services/clinic.ts'
import { type Canary, type Sighting, sightings } from '../support/canaries.ts'
import type { Relay } from '../support/relay.ts'
import type { Site, Up } from '../support/site.ts'
import { PLANTED, SECRET, WRITTEN } from './canary-statements.ts'

export interface World {
  readonly database: ClinicDatabase
  readonly site: Site
  readonly up: Up
  /** Between the clients and Cordon: keeps every byte that they are sent. */
  readonly wire: Relay
  readonly agent: string
  readonly clinician: string
  readonly officer: string
}

export function listed(whose: string, values: Readonly<Record<string, string>>): readonly Canary[] {
  return Object.entries(values).map(([name, value]) => ({ name: `${whose} ${name}`, value }))
}

export function everything({ agent, clinician, officer, database }: World): readonly Canary[] {
  const tokens = { agent, clinician, officer, upstream: database.rolePassword }
  return [
    ...listed('row', PLANTED),
    ...listed('written', WRITTEN),
    ...listed('secret', SECRET),
    ...listed('token', tokens),
    // A signature alone is as good as the token for who has seen the rest.
    ...listed('signature', { agent: agent.split('.')[2] ?? '', officer: officer.split('.')[2] ?? '' }),
  ]
}

/** Every file of the site: log, recordings, store, state, snapshot, keys, report, configuration. */
export function files({ site }: World): readonly { place: string; bytes: Buffer }[] {
  return readdirSync(site.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ place: relative(site.folder, path), bytes: readFileSync(path) }))
}

/** What recordings hold once they are decrypted. */
export async function inRecordings(world: World): Promise<readonly Sighting[]> {
  const { store: folder, shard, data } = world.site.state()
  const store = await openFolderStore(folder, { access: 'read' })
  const sessions = new Set<string>()
  for await (const key of store.list(`v1/${shard}/payloads/`)) sessions.add(key.split('/')[3] ?? '')
  const found: Sighting[] = []
  let opened = 0
  for (const session of sessions) {
    for await (const { content, exchange } of readPayloads(
      store,
      shard,
      session,
      tenantKeys(data).map(({ key }) => key),
    )) {
      opened++
      const place = `recording ${exchange} of ${session}`
      found.push(...sightings(place, content, everything(world)))
    }
  }
  assert.ok(opened > 20, `only ${opened} recordings were opened`)
  return found
}
