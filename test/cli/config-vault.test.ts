import * as assert from 'uvu/assert'
import type { Config } from '#schemas'
import { describe } from '#test/suite'
import { vaultFaults } from '../../cli/check-vault.ts'

type Service = Extract<Config['enforcers'][number], { type: 'http' }>['services'][number]
const upstream = { url: 'http://127.0.0.1:8080' }
const faults = (service: Service, vault = true): readonly string[] =>
  vaultFaults({
    version: 1,
    data: '.cordon',
    enforcers: [{ name: 'gate', type: 'http', port: 0, services: [service] }],
    ...(vault ? { phi: { vault: { key: 'env:K' } } } : {}),
  }).map(({ path, message }) => `${path} ${message}`)

describe('the vault of a configuration', (test) => {
  test('is served without an upstream, other services with one', () => {
    assert.equal(faults({ target: 'vault', kind: 'vault', phi: true }), [])
    assert.equal(faults({ target: 'api', phi: false, upstream }, false), [])
    assert.equal(faults({ target: 'api', phi: false }), [
      '/enforcers/0/services/0/upstream is missing: say where the service is',
    ])
    assert.match(faults({ target: 'vault', kind: 'vault', phi: true, upstream }).join(), /upstream is of no use/)
  })

  test('must be there, and holds PHI', () => {
    assert.match(faults({ target: 'vault', kind: 'vault', phi: true }, false).join(), /configure phi\.vault/)
    assert.match(faults({ target: 'vault', kind: 'vault', phi: false }).join(), /a vault holds PHI/)
  })
})
