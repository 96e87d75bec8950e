import { cp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { canonicalBytes, type EventDraft, parse } from '#schemas'
import { describe, rejects } from '#test/suite'
import { createPolicyKeeper, type PolicyKeeperOptions } from '../../engine/policy/activation.ts'
import { makeActive } from '../../engine/policy/active.ts'
import { openBundle, type PolicyBundle, readBundle } from '../../engine/policy/bundle.ts'
import { watchBundle } from '../../engine/policy/watch.ts'
import { POLICIES, withFolder } from '../toolchain/projects.ts'
import { builtIn, bundleOf, data, golden } from './policy-bundles.ts'

interface Bench {
  readonly options: PolicyKeeperOptions
  readonly events: EventDraft[]
  next: PolicyBundle | Error
}

/** A keeper's surroundings: what `load` gives next, and what was recorded. */
function surroundings(first: PolicyBundle | Error, change: Partial<PolicyKeeperOptions> = {}): Bench {
  const events: EventDraft[] = []
  const bench: Bench = {
    events,
    next: first,
    options: {
      load: async () => {
        if (bench.next instanceof Error) throw bench.next
        return bench.next
      },
      record: (draft) => {
        events.push(draft)
        return { durable: Promise.resolve() }
      },
      allowOlder: false,
      warmUp: 1,
      ...change,
    },
  }
  return bench
}

const kinds = (events: readonly EventDraft[]): readonly string[] => events.map(({ kind }) => kind)
const ask = golden[0]?.input ?? {}
const opened = openBundle(builtIn, { keys: [] })
const broken = (): PolicyBundle => bundleOf(9, { 'policy.wasm': Buffer.from('no module') })
const wrong = (): PolicyBundle => bundleOf(9, { 'data.json': canonicalBytes({ ...data, access: { groups: {} } }) })

describe('activating policy', (test) => {
  test('the first bundle is recorded, and judges', async () => {
    const bench = surroundings(opened)
    const keeper = await createPolicyKeeper(bench.options)
    assert.is(keeper.current().evaluate('sql.query', ask).effect, 'allow')
    assert.equal(keeper.current().reference, { digest: opened.manifest.digest, revision: opened.manifest.revision })
    assert.equal(kinds(bench.events), ['policy.activate'])
    const draft = parse('event-draft', bench.events[0])
    assert.equal([draft.data['previous'], draft.data['sequence']], [null, opened.manifest.sequence])
  })

  test('an engine does not start without a policy that works', async () => {
    const cases: readonly (readonly [PolicyBundle | Error, string])[] = [
      [new Error('gone'), 'bundle'],
      [broken(), 'load'],
      [wrong(), 'golden'],
    ]
    for (const [bundle, code] of cases) {
      const bench = surroundings(bundle)
      await rejects(createPolicyKeeper(bench.options), code)
      assert.equal(kinds(bench.events), ['policy.refused'])
    }
  })

  test('a newer bundle takes over whole, and a decision that has begun keeps its policy', async () => {
    const limits = { rows_unfiltered: 100, rows_most: 5 }
    const bench = surroundings(bundleOf(5))
    const keeper = await createPolicyKeeper(bench.options)
    const before = keeper.current()
    bench.next = bundleOf(6, { 'data.json': canonicalBytes({ ...data, limits }) })
    assert.is((await keeper.reload()).outcome, 'activated')
    const most = (policy: typeof before): unknown =>
      policy.evaluate('sql.query', ask).obligations.find(({ type }) => type === 'rows')
    assert.equal(most(keeper.current()), { type: 'rows', most: 5 })
    assert.equal(most(before), { type: 'rows', most: 10_000 })
    assert.is(bench.events[1]?.data['previous'], before.reference.digest)
  })

  test('whatever is wrong with the next one, the last good one stays, and the refusal is recorded', async () => {
    const bench = surroundings(bundleOf(5))
    const keeper = await createPolicyKeeper(bench.options)
    const before = keeper.current()
    for (const next of [new Error('cut off'), broken(), wrong(), bundleOf(4)]) {
      bench.next = next
      assert.is((await keeper.reload()).outcome, 'refused')
      assert.is(keeper.current(), before)
    }
    assert.equal(kinds(bench.events), ['policy.activate', ...Array.from({ length: 4 }, () => 'policy.refused')])
    assert.match(String(bench.events[4]?.data['reason']), 'older')
    bench.next = bundleOf(7)
    assert.is((await keeper.reload()).outcome, 'activated')
  })

  test('an older bundle is taken only when told, and that is on record', async () => {
    const bench = surroundings(bundleOf(5), { allowOlder: true })
    const keeper = await createPolicyKeeper(bench.options)
    bench.next = bundleOf(4)
    assert.is((await keeper.reload()).outcome, 'activated')
    assert.match(String(bench.events[1]?.data['reason']), 'older than sequence 5')
    await rejects(createPolicyKeeper(surroundings(bundleOf(5), { leastSequence: 6 }).options), 'older')
  })

  test('the same bundle again changes nothing and records nothing', async () => {
    const bench = surroundings(opened)
    const keeper = await createPolicyKeeper(bench.options)
    assert.is((await keeper.reload()).outcome, 'unchanged')
    assert.is(bench.events.length, 1)
  })

  test('an activation that can not be recorded does not happen', async () => {
    const full = (): never => {
      throw new Error('disk full')
    }
    await rejects(createPolicyKeeper(surroundings(opened, { record: full }).options), 'record')
    let works = true
    const record: PolicyKeeperOptions['record'] = () => ({
      durable: works ? Promise.resolve() : Promise.reject(new Error('disk full')),
    })
    const bench = surroundings(bundleOf(5), { record })
    const keeper = await createPolicyKeeper(bench.options)
    works = false
    bench.next = bundleOf(6)
    const { outcome } = await keeper.reload()
    assert.is(outcome, 'refused')
    assert.is(keeper.current().sequence, 5)
  })

  test('two looks at once are one', async () => {
    const bench = surroundings(bundleOf(5))
    const keeper = await createPolicyKeeper(bench.options)
    bench.next = bundleOf(6)
    const [one, two] = await Promise.all([keeper.reload(), keeper.reload()])
    assert.is(one, two)
    assert.equal(kinds(bench.events), ['policy.activate', 'policy.activate'])
  })

  test('what came into force is told, for the store', async () => {
    const told: number[] = []
    const bench = surroundings(bundleOf(5), { onActivated: ({ manifest }) => told.push(manifest.sequence) })
    const keeper = await createPolicyKeeper(bench.options)
    bench.next = broken()
    await keeper.reload()
    bench.next = bundleOf(6)
    await keeper.reload()
    assert.equal(told, [5, 6])
  })
})

describe('an active policy', (test) => {
  test('gives every golden decision', () => {
    const active = makeActive(opened)
    for (const { name, action, input, effect, rules } of golden) {
      const answer = active.evaluate(action, input)
      assert.equal([answer.effect, answer.reasons.map(({ rule }) => rule)], [effect, rules], name)
    }
  })

  test('has no answer to an action that no entrypoint judges', () => {
    const active = makeActive(opened, 1)
    for (const action of ['sql.other', '', '__proto__', 'cordon/sql/decision'])
      assert.throws(
        () => active.evaluate(action, ask),
        (error: { code?: string }) => error.code === 'entrypoint',
      )
  })

  test('a module with other entrypoints than its manifest is refused', () => {
    const other = { ...opened, manifest: { ...opened.manifest, entrypoints: ['cordon/sql/other'] } }
    assert.throws(
      () => makeActive(other, 1),
      (error: { code?: string }) => error.code === 'load',
    )
  })
})

describe('watching a bundle', (test) => {
  test('a new manifest is seen; a touched one, and one that is gone for a moment, are not', async () => {
    await withFolder(async (folder) => {
      await cp(`${POLICIES}/built`, folder, { recursive: true })
      const path = join(folder, 'manifest.json')
      const stop = new AbortController()
      let calls = 0
      let woken = (): void => undefined
      const watching = watchBundle({
        folder,
        everyMs: 5,
        signal: stop.signal,
        onChange: async () => {
          calls++
          await readBundle(folder, { keys: [] }).catch(() => undefined)
          woken()
          return true
        },
      })
      await utimes(path, new Date(0), new Date(0))
      await rm(path)
      const seen = new Promise<void>((resolve) => {
        woken = resolve
      })
      await writeFile(path, '{"other": true}')
      await seen
      stop.abort()
      await watching
      assert.is(calls, 1)
    })
  })

  test('a bundle whose manifest came too early is tried again until its files are all there, and no longer', async () => {
    await withFolder(async (folder) => {
      const text = await readFile(`${POLICIES}/built/manifest.json`)
      await writeFile(join(folder, 'manifest.json'), '{}')
      const stop = new AbortController()
      const outcomes: boolean[] = []
      let woken = (): void => undefined
      const watching = watchBundle({
        folder,
        everyMs: 5,
        signal: stop.signal,
        onChange: async () => {
          const taken = await readBundle(folder, { keys: [] }).then(
            () => true,
            () => false,
          )
          outcomes.push(taken)
          woken()
          return taken
        },
      })
      const next = (): Promise<void> =>
        new Promise((resolve) => {
          woken = resolve
        })
      // Its first look, which calls nobody, is over by then.
      await new Promise((resolve) => setTimeout(resolve, 100))
      for (const name of ['manifest.json', 'policy.wasm', 'data.json', 'golden.json', 'source.json']) {
        const tried = next()
        await writeFile(
          join(folder, name),
          name === 'manifest.json' ? text : await readFile(`${POLICIES}/built/${name}`),
        )
        await tried
      }
      assert.equal(outcomes, [false, false, false, false, true])
      await writeFile(join(folder, 'source.json'), 'changed behind the manifest')
      await new Promise((resolve) => setTimeout(resolve, 100))
      stop.abort()
      await watching
      assert.is(outcomes.length, 5, 'a bundle in force is watched by its manifest alone')
    })
  })
})
