import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fieldsOf, RawClient, say, startup } from '../support/postgres-wire.ts'
import type { Up } from '../support/site.ts'

/** A client of the agent, once it is let in. */
export async function logIn(up: Up, token: string): Promise<RawClient> {
  const client = await RawClient.open(up.port)
  client.send(startup({ user: 'agent', database: 'clinic' }))
  await client.next()
  client.send(say.password(token))
  assert.equal((await client.untilReady()).at(-1)?.tag, 'Z')
  return client
}

/** Fields of the error that ends a login. */
export async function refusedLogin(
  up: Up,
  parameters: Readonly<Record<string, string>>,
  token: string,
): Promise<Record<string, string>> {
  const client = await RawClient.open(up.port)
  client.send(startup(parameters))
  const first = await client.next()
  if (first?.tag === 'R') client.send(say.password(token))
  const rest = first?.tag === 'R' ? await client.untilEnd() : [first]
  client.close()
  const last = rest.at(-1)
  assert.equal(last?.tag, 'E', 'it was let in')
  return last ? fieldsOf(last) : {}
}

/** Every sealed event, as it stands in the store. */
export function eventsIn({ store, shard }: { readonly store: string; readonly shard: string }): string {
  const folder = join(store, 'v1', shard, 'segments')
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
}
