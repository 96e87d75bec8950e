import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { enrollEnforcer, openEnforcerSigner, readRegistry, revokeEnforcer } from '#engine'
import { describe, rejects } from '#test/suite'
import { rig } from './fixture.ts'

describe('enrolled enforcers', (test) => {
  test('sign their own tokens, which say their name and nothing else', async () => {
    const { engine, enforcerToken, end } = rig()
    const token = await enforcerToken('pg')
    const verified = await engine.verifier.verify(token, 'cordon:engine')
    assert.equal([verified.subject, verified.role, verified.agent, verified.grants], ['pg', 'enforcer', null, []])
    await rejects(engine.verifier.verify(token, 'cordon:data'), 'refused')
    await rejects(engine.verifier.verify(token, 'cordon:api'), 'refused')
    end()
  })

  test('cannot sign in the name of another', async () => {
    const { engine, folder, now, clock, end } = rig()
    const { keyFile } = enrollEnforcer({ folder: join(folder, 'issuer'), name: 'git', now })
    enrollEnforcer({ folder: join(folder, 'issuer'), name: 'pg', now })
    clock.now += 2000
    await rejects(
      engine.verifier.verify(await openEnforcerSigner({ keyFile, name: 'pg', now })(), 'cordon:engine'),
      'refused',
    )
    end()
  })

  test('lose their right within a second when they are revoked, also with a token that was good before', async () => {
    const { engine, folder, clock, enforcerToken, end } = rig()
    const token = await enforcerToken('pg')
    await engine.verifier.verify(token, 'cordon:engine')
    assert.is(revokeEnforcer(join(folder, 'issuer'), 'pg'), true)
    clock.now += 1001
    await rejects(engine.verifier.verify(token, 'cordon:engine'), 'refused')
    end()
  })

  test('are all locked out by a damaged registry, not let in by it', async () => {
    const { engine, folder, clock, enforcerToken, end } = rig()
    const token = await enforcerToken('pg')
    const file = join(folder, 'issuer', 'enrolled.json')
    for (const text of ['{', '{"version":2,"enforcers":[]}', '{"version":1,"enforcers":[{"name":"../x"}]}']) {
      writeFileSync(file, text)
      clock.now += 2000
      await rejects(engine.verifier.verify(token, 'cordon:engine'), 'refused')
      assert.throws(() => readRegistry(join(folder, 'issuer')), /is damaged/)
    }
    writeFileSync(file, '{"version":1,"enforcers":[]}')
    chmodSync(file, 0o644)
    assert.throws(() => readRegistry(join(folder, 'issuer')), /others may read it/)
    end()
  })

  test('have names that are no paths', () => {
    const { folder, now, end } = rig()
    for (const name of ['', '../x', 'A', 'a/b', 'a'.repeat(65), '1a', 'pg\n'])
      assert.throws(
        () => enrollEnforcer({ folder, name, now }),
        (error: { code?: string }) => error.code === 'request',
      )
    end()
  })

  test('renew their tokens before they end', async () => {
    const { engine, folder, now, clock, end } = rig()
    const { keyFile } = enrollEnforcer({ folder: join(folder, 'issuer'), name: 'pg', now })
    clock.now += 2000
    const supply = openEnforcerSigner({ keyFile, name: 'pg', now })
    const first = await supply()
    assert.is(await supply(), first)
    clock.now += 239_000
    assert.is(await supply(), first)
    clock.now += 2000
    assert.is.not(await supply(), first)
    await engine.verifier.verify(await supply(), 'cordon:engine')
    end()
  })
})
