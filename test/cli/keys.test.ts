import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngineKey } from '#engine'
import { describe } from '#test/suite'
import { openDataFolder } from '../../cli/data-folder.ts'
import { engineKeys, rotateKey, tenantKeys } from '../../cli/keys.ts'

describe('keys of a data folder', (test) => {
  let data = ''

  test.before.each(() => {
    data = mkdtempSync(join(tmpdir(), 'cordon-keys-'))
    openDataFolder(data).secret('tenant')
    openEngineKey(join(data, 'keys'))
  })
  test.after.each(() => rmSync(data, { recursive: true }))

  test('rotate by id: the new one is in use, every former one is still at hand', () => {
    const ids = [engineKeys(data)[0]?.id]
    const digests = [openEngineKey(join(data, 'keys')).digest('d', 'x')]
    for (let round = 0; round < 3; round++) {
      const { from, to } = rotateKey(data, 'engine')
      assert.equal(from, ids[0])
      ids.unshift(to)
      digests.unshift(openEngineKey(join(data, 'keys')).digest('d', 'x'))
    }
    const held = engineKeys(data)
    assert.equal(held[0]?.id, ids[0])
    assert.deepEqual(held.map(({ id }) => id).sort(), [...ids].sort())
    assert.deepEqual(held.map(({ key }) => key.digest('d', 'x')).sort(), [...digests].sort())
    assert.equal(new Set(digests).size, 4)
    for (const name of readdirSync(join(data, 'keys'))) assert.equal(statSync(join(data, 'keys', name)).mode & 0o77, 0)
  })

  test('of recordings are what the data folder hands out, before and after', () => {
    const before = openDataFolder(data).secret('tenant')
    const { from } = rotateKey(data, 'tenant')
    const after = openDataFolder(data).secret('tenant')
    assert.deepEqual(
      tenantKeys(data).map(({ key }) => key.export().toString('hex')),
      [after.toString('hex'), before.toString('hex')],
    )
    assert.equal(tenantKeys(data)[1]?.id, from)
  })

  test('a rotation that was cut off is done again, and leaves no key twice', () => {
    const keys = join(data, 'keys')
    const { from } = rotateKey(data, 'engine')
    // Killed between keeping the former key and replacing it: both names hold the same.
    renameSync(join(keys, `engine-${from}.key`), join(keys, 'engine.key'))
    rotateKey(data, 'engine')
    renameSync(join(keys, 'engine.key'), join(keys, 'engine.key.new'))
    renameSync(join(keys, `engine-${from}.key`), join(keys, 'engine.key'))
    assert.deepEqual(
      engineKeys(data).map(({ id }) => id),
      [from],
    )
    assert.equal(rotateKey(data, 'engine').from, from)
    assert.equal(engineKeys(data).length, 2)
  })

  test('that are gone, readable by others, damaged or not what their name says are refused', () => {
    const keys = join(data, 'keys')
    const { from } = rotateKey(data, 'engine')
    renameSync(join(keys, `engine-${from}.key`), join(keys, 'engine-0000000000000000.key'))
    assert.throws(() => engineKeys(data), /not the key that its name says/)
    rmSync(join(keys, 'engine-0000000000000000.key'))
    chmodSync(join(keys, 'engine.key'), 0o644)
    assert.throws(() => engineKeys(data), /others can read/)
    chmodSync(join(keys, 'engine.key'), 0o600)
    writeFileSync(join(keys, 'engine.key'), 'short')
    assert.throws(() => rotateKey(data, 'engine'), /damaged/)
    rmSync(join(keys, 'engine.key'))
    assert.throws(() => rotateKey(data, 'engine'), /holds no engine\.key/)
    assert.throws(() => engineKeys(data), /holds no engine\.key/)
  })
})
