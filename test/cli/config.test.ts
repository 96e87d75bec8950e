import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { cordon } from '#test/cli'
import { describe } from '#test/suite'
import { ConfigError, parseConfig } from '../../cli/config.ts'
import { initialConfig } from '../../cli/initial-config.ts'
import { resolveSecret } from '../../cli/secrets.ts'

const GOOD = initialConfig({
  entity: 'A "B" clinic',
  target: 'emr',
  host: '127.0.0.1',
  port: '5432',
  database: 'emr',
  user: 'cordon',
  listen: '6432',
})

function faults(
  text: string,
): readonly { line: number; column: number; path: string; message: string; suggestion?: string }[] {
  try {
    parseConfig(text, 'cordon.yaml')
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('cordon.yaml', (test) => {
  test('what init writes is taken', () => {
    const config = parseConfig(GOOD, 'cordon.yaml')
    assert.is(config.entity, 'A "B" clinic')
    const [enforcer] = config.enforcers
    assert.is(enforcer?.type === 'postgres' && enforcer.upstream.password, 'env:CORDON_UPSTREAM_PASSWORD')
  })

  test('a misspelt member is named with line, column and suggestion', () => {
    const [fault] = faults(GOOD.replace('sealSeconds: 5', 'sealSecond: 5'))
    assert.is(fault?.path, 'evidence.sealSecond')
    assert.is(fault?.suggestion, 'sealSeconds')
    const lines = GOOD.split('\n')
    assert.is(fault?.line, lines.findIndex((line) => line.includes('sealSeconds')) + 1)
    assert.is(fault?.column, 3)
  })

  test('a literal secret is an error that does not quote it', () => {
    const found = faults(GOOD.replace('env:CORDON_UPSTREAM_PASSWORD', 'hunter2-literal'))
    assert.ok(found.length > 0)
    assert.is(found[0]?.path, 'enforcers.0.upstream.password')
    assert.not.match(JSON.stringify(found), /hunter2/)
  })

  test('broken YAML, duplicate keys and aliases are refused with their place', () => {
    assert.is(faults('version: 1\ndata: [')[0]?.path, '')
    assert.ok((faults(`${GOOD}\nversion: 1\n`)[0]?.line ?? 0) > 1)
    assert.ok(faults('a: &x [1]\nb: *x\n').length > 0)
    assert.ok(faults('').length > 0)
  })

  test('an address beyond this machine needs TLS; a name may be used once', () => {
    const [open] = faults(GOOD.replace('host: 127.0.0.1\n  port: 0', 'host: 0.0.0.0\n  port: 0'))
    assert.match(open?.message ?? '', /engine.tls/)
    const twice = faults(GOOD + GOOD.slice(GOOD.indexOf('  - name: "emr"\n    type')))
    assert.match(twice[0]?.message ?? '', /used twice/)
  })

  test('identity providers are told apart, and asked only where nobody listens in', () => {
    const withOidc = (...issuers: string[]): string =>
      GOOD.replace('\nevidence:', `  oidc:\n${issuers.map((issuer) => `    - { ${issuer} }\n`).join('')}\nevidence:`)
    const told = (...issuers: string[]): string[] =>
      faults(withOidc(...issuers)).map(({ path, message }) => `${path.replace('identity.oidc.', '')} ${message}`)
    const a = 'alias: a, issuer: "https://a.example"'
    assert.equal(told(a, 'alias: b, issuer: "http://localhost:8080/realms/x", jwks: "http://[::1]/keys"'), [])
    const wrong: readonly (readonly [issuers: readonly string[], fault: RegExp])[] = [
      [[a, 'alias: a, issuer: "https://b.example"'], /^1\.alias is used twice/],
      [[a, 'alias: b, issuer: "https://a.example"'], /^1\.issuer is used twice/],
      [['alias: a, issuer: "http://idp.example"'], /^0\.issuer must be https/],
      [['alias: a, issuer: "http://127.0.0.1.example"'], /^0\.issuer must be https/],
      [['alias: a, issuer: "ftp://127.0.0.1"'], /^0\.issuer must be https/],
      [['alias: a, issuer: "https://u:p@a.example"'], /^0\.issuer may hold neither/],
      [['alias: a, issuer: "https://a.example?x=1"'], /^0\.issuer holds a query/],
      [['alias: a, issuer: "a.example"'], /^0\.issuer is no address/],
      [[`${a}, jwks: "http://keys.example"`], /^0\.jwks must be https/],
      [['alias: local, issuer: "https://a.example"'], /^0\.alias is the name of one of Cordon's own/],
      [[`${a}, audience: x, apiAudience: x, roles: [{ group: g, role: officer }]`], /^0\.apiAudience is the same/],
      [[`${a}, apiAudience: x`], /^0\.apiAudience is of no use without `roles`/],
      [[`${a}, roles: [{ group: g, role: officer }]`], /^0\.roles are of no use/],
      [[`${a}, apiClients: [console]`], /^0\.apiClients are of no use/],
    ]
    for (const [issuers, fault] of wrong) assert.match(told(...issuers).join('\n'), fault)
    const undecided = faults(withOidc(a).replace('    enabled: true', '    tokenTtlSeconds: 600'))
    assert.match(undecided[0]?.message ?? '', /is off beside `oidc` unless/)
  })

  test('what docs/identity.md shows is taken', () => {
    const page = readFileSync(new URL('../../docs/identity.md', import.meta.url), 'utf8')
    const shown = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text)
    assert.is(shown.length, 4)
    for (const text of shown) {
      const identity = text.startsWith('identity:') ? text : `identity:\n  oidc:\n${text}`
      assert.equal(faults(GOOD.replace(/identity:\n(?: {2}.*\n)+/, identity)), [], text)
    }
  })

  test('a secret is a reference to what others cannot read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-config-'))
    writeFileSync(join(folder, 'open'), 'x\n', { mode: 0o644 })
    writeFileSync(join(folder, 'shut'), 's3cret\n', { mode: 0o600 })
    assert.is(resolveSecret('file:shut', { env: {}, folder }), 's3cret')
    assert.is(resolveSecret('env:P', { env: { P: 'v' }, folder }), 'v')
    assert.throws(() => resolveSecret('file:open', { env: {}, folder }), /others can read/)
    assert.throws(() => resolveSecret('file:none', { env: {}, folder }), /ENOENT/)
    assert.throws(() => resolveSecret('env:NONE', { env: {}, folder }), /export NONE/)
    assert.throws(() => resolveSecret('plain', { env: {}, folder }), /must be a reference/)
  })

  test('config check exits 1 and prints the place, and JSON for machines', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-config-'))
    writeFileSync(join(folder, 'cordon.yaml'), GOOD.replace('shard', 'shard').replace('target: "emr"', 'taget: "emr"'))
    const plain = await cordon(['config', 'check', join(folder, 'cordon.yaml')])
    assert.is(plain.code, 1)
    assert.match(plain.err, /cordon\.yaml:\d+:\d+: enforcers\.0\.taget is not a known member; did you mean "target"\?/)
    const json = await cordon(['config', 'check', '--json', join(folder, 'cordon.yaml')])
    assert.is((JSON.parse(json.out) as { ok: boolean }).ok, false)
  })

  test('init writes once, privately, and asks for no secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-init-'))
    const first = await cordon(['init', '--yes', '--target', 'emr', '--listen', '7001'], { cwd: folder })
    assert.is(first.code, 0, first.err)
    const second = await cordon(['init', '--yes'], { cwd: folder })
    assert.is(second.code, 1)
    assert.match(second.err, /--force/)
    assert.is((await cordon(['config', 'check'], { cwd: folder })).code, 0)
  })
})
