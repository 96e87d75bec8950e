import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe } from '#test/suite'
import { type ClinicDatabase, startClinicDatabase } from '../services/clinic.ts'
import { refuses } from '../support/refuses.ts'
import { makeSite, type Site } from '../support/site.ts'
import { eventually } from '../support/wait.ts'

const BUILT = fileURLToPath(new URL('../../policies/built', import.meta.url))

describe('a policy that cannot be trusted', (test) => {
  let database: ClinicDatabase
  let site: Site
  let bundle = ''

  test.before(async () => {
    database = await startClinicDatabase()
    site = await makeSite(database)
    bundle = withBundle(site)
  })
  test.after(async () => {
    await site.remove()
    await database.stop()
  })

  test('a bundle that is corrupt, altered, unsigned or missing is refused before anything listens', async () => {
    const cases: readonly (readonly [() => void, RegExp])[] = [
      [() => flip(join(bundle, 'policy.wasm')), /policy\.wasm is not the file that the manifest names/],
      [() => flip(join(bundle, 'data.json')), /data\.json is not the file that the manifest names/],
      [() => truncateSync(join(bundle, 'manifest.json'), 100), /manifest\.json/],
      [
        () =>
          rewrite(bundle, (text) =>
            text.replace(/"digest": "(.)/, (_, first) => `"digest": "${first === '0' ? '1' : '0'}`),
          ),
        /own digest/,
      ],
      [
        () => rewrite(bundle, (text) => text.replace('"cordon/sql/decision"', '"cordon/sql/other"')),
        /own digest|not signed/,
      ],
      [() => rmSync(join(bundle, 'policy.wasm')), /policy\.wasm can't be read/],
      [() => rmSync(bundle, { recursive: true }), /can't be read: is this the folder of a built bundle/],
    ]
    for (const [harm, says] of cases) {
      restore(bundle)
      harm()
      await refuses(site, says)
    }
  })

  test('a corrupt bundle that appears later is refused, and the last good one stays; an older one never comes back', async () => {
    restore(bundle)
    rewrite(bundle, (text) => text.replace('"sequence": 1', '"sequence": 7'))
    const up = await site.up()
    const token = await site.token({ human: 'ana', agent: 'my-agent', group: 'developers' })
    const works = async (): Promise<void> => {
      const { code, out, err } = await site.cordon(['query', 'select id, ssn from patients where id = 17'], {
        CORDON_TOKEN: token,
      })
      assert.deepEqual([code, out.includes('[SSN]')], [0, true], err)
    }
    // The manifest is what is watched: it comes last when a bundle is put in place.
    flip(join(bundle, 'policy.wasm'))
    rewrite(bundle, (text) => text.replace('"sequence": 7', '"sequence": 8'))
    await eventually('the bundle is refused', () => up.process.err().includes('"outcome":"refused"'))
    await works()
    // The rest of it comes later, and the manifest stays as it is.
    cpSync(join(BUILT, 'policy.wasm'), join(bundle, 'policy.wasm'))
    await eventually('the whole one is taken', () => up.process.err().includes('"outcome":"activated"'))
    await works()
    restore(bundle)
    rewrite(bundle, (text) => text.replace('"sequence": 1', '"sequence": 3'))
    await eventually(
      'the older one is refused',
      () => (up.process.err().match(/"outcome":"refused"/g) ?? []).length > 1,
    )
    await works()
    assert.equal((await up.process.signal('SIGTERM')).code, 0)
    await refuses(site, /sequence 3.*8|older/)
    const { out } = await site.cordon(['evidence', 'verify', '--json'])
    assert.deepEqual([JSON.parse(out).integrity, JSON.parse(out).completeness], ['intact', 'complete'])
    const segments = join(site.folder, '.cordon', 'store', 'v1', 'main', 'segments')
    const sealed = readdirSync(segments).map((name) => readFileSync(join(segments, name), 'latin1'))
    assert.match(sealed.join(''), /"kind":"policy\.refused"/)
  })
})

/** A copy of the built-in bundle, configured and looked at every second. */
function withBundle(site: Site): string {
  const bundle = join(site.folder, 'bundle')
  site.reconfigure('enforcers:', 'policy: { bundle: bundle, reloadSeconds: 1 }\n\nenforcers:')
  return bundle
}

function restore(bundle: string): void {
  mkdirSync(bundle, { recursive: true })
  cpSync(BUILT, bundle, { recursive: true })
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  writeFileSync(path, bytes)
}

function rewrite(bundle: string, change: (text: string) => string): void {
  const path = join(bundle, 'manifest.json')
  const text = readFileSync(path, 'utf8')
  assert.notEqual(change(text), text)
  writeFileSync(path, change(text))
}
