import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Kafka, logLevel } from 'kafkajs'
import { parse as parseYaml, stringify } from 'yaml'
import { clinic, startClinicFhir } from '#clinic'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { startClinicDatabase } from '../services/clinic.ts'
import { startKafka, type TestKafka } from '../services/kafka.ts'
import { startOidc, type TestOidc } from '../services/oidc.ts'
import type { S3Server } from '../services/s3-server.ts'
import { type CliResult, type CordonProcess, cordon, startCordon } from './cli.ts'
import { freePort } from './wait.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const DEPLOYED = 'deploy/cordon.yaml'

export type PartName = 'engine' | 'sealer' | 'clinic-db' | 'git' | 'fhir'

/**
 * The parts of docker-compose.yml as processes of this machine: the same commands, the same cordon.yaml with other
 * addresses, a real Kafka, S3 server, OpenID provider, PostgreSQL and git.
 */
export interface ApartSite {
  readonly folder: string
  readonly kafka: TestKafka
  readonly oidc: TestOidc
  readonly database: Awaited<ReturnType<typeof startClinicDatabase>>
  readonly fhir: Awaited<ReturnType<typeof startClinicFhir>>
  /** Where evidence is kept: `s3://…`. */
  readonly store: string
  readonly port: (part: PartName) => number
  /** Runs `cordon ARGS` there, with the secrets that the parts get. */
  readonly cordon: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<CliResult>
  /** Starts a part by the command that docker-compose.yml gives it, and waits until it says that it runs. */
  readonly start: (part: PartName) => Promise<CordonProcess>
  /** Starts a part and does not wait. */
  readonly spawn: (part: PartName) => CordonProcess
  readonly part: (part: PartName) => CordonProcess
  readonly agentToken: (
    human: string,
    groups: readonly string[],
    over?: { readonly ttlSeconds?: number },
  ) => Promise<string>
  readonly officerToken: (human: string) => Promise<string>
  readonly stop: () => Promise<void>
}

interface Deployed {
  data: string
  engine: Record<string, unknown>
  identity: { oidc: Record<string, unknown>[] }
  evidence: Record<string, unknown> & { s3: Record<string, unknown>; kafka: Record<string, unknown> }
  enforcers: (Record<string, unknown> & { name: string; upstream?: Record<string, unknown> })[]
}

/** Starts the services and enrolls the parts; starts no part. */
export async function makeApartSite(s3: S3Server): Promise<ApartSite> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-apart-'))
  const [database, kafka, oidc] = await Promise.all([startClinicDatabase(), startKafka(), startOidc()])
  const fhir = await startClinicFhir({ clinic: database.clinic ?? clinic() })
  await makeTopics(kafka)
  const store = `s3://${await s3.bucket()}/clinic`
  const ports: Record<PartName, number> = {
    engine: await freePort(),
    'clinic-db': await freePort(),
    git: await freePort(),
    fhir: await freePort(),
    sealer: 0,
  }
  const { certificate, key } = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())
  writeFileSync(join(folder, 'engine.pem'), certificate)
  writeFileSync(join(folder, 'engine.key'), key, { mode: 0o600 })
  mkdirSync(join(folder, 'repositories'))
  execFileSync('git', ['init', '-q', '--bare', join(folder, 'repositories', 'app.git')])
  const deployed = parseYaml(readFileSync(`${ROOT}${DEPLOYED}`, 'utf8')) as Deployed
  const config = join(folder, 'cordon.yaml')
  const places = { ports, folder, store, s3, kafka, oidc, database, fhir: fhir.url }
  writeFileSync(config, stringify(moved(deployed, places), { aliasDuplicateObjects: false }))
  const env = {
    CORDON_UPSTREAM_PASSWORD: database.rolePassword,
    CORDON_S3_ACCESS_KEY: s3.accessKeyId,
    CORDON_S3_SECRET_KEY: s3.secretAccessKey,
    CORDON_DATA: undefined,
    CORDON_TOKEN: undefined,
  }
  const run: ApartSite['cordon'] = (args, more = {}) => cordon(args, { cwd: folder, env: { ...env, ...more } })
  for (const name of ['sealer', 'clinic-db', 'git', 'fhir']) {
    const { code, err } = await run(['enforcer', 'enroll', name, '--data', join(folder, 'data')])
    if (code !== 0) throw new Error(`${name} could not be enrolled: ${err}`)
  }
  const running = new Map<PartName, CordonProcess>()
  const spawn = (part: PartName): CordonProcess => {
    const process = startCordon(commandOf(part, config), { cwd: folder, env })
    running.set(part, process)
    return process
  }
  return {
    folder,
    kafka,
    oidc,
    database,
    fhir,
    store,
    port: (part) => ports[part],
    cordon: run,
    spawn,
    start: async (part) => {
      const process = spawn(part)
      await process.said(part === 'engine' ? 'the API is at' : part === 'sealer' ? 'sealer runs' : 'listens on')
      return process
    },
    part: (name) => {
      const process = running.get(name)
      if (!process) throw new Error(`${name} was not started`)
      return process
    },
    agentToken: (human, groups) =>
      oidc.token({
        human,
        groups,
        audience: 'cordon-data',
        claims: { azp: 'coding-agent' },
      }),
    // As Keycloak makes them, which names the client in `azp` alone; signed by the provider's own key.
    officerToken: (human) => {
      const now = Math.floor(Date.now() / 1000)
      const person = { sub: human, groups: ['security-officers'], auth_time: now, acr: '1', sid: `run-${human}` }
      return oidc.sign({ iss: oidc.issuer, aud: 'cordon-api', azp: 'cordon-cli', iat: now, exp: now + 900, ...person })
    },
    stop: async () => {
      for (const process of [...running.values()].reverse()) await process.signal('SIGKILL')
      await Promise.all([database.stop(), kafka.stop(), oidc.stop(), fhir.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Places {
  readonly ports: Record<PartName, number>
  readonly folder: string
  readonly store: string
  readonly s3: S3Server
  readonly kafka: TestKafka
  readonly oidc: TestOidc
  readonly database: { readonly host: string; readonly port: number; readonly database: string; readonly role: string }
  readonly fhir: string
}

// Addresses alone are changed: what the deployment says of identity, evidence and enforcers is what is tested.
function moved(deployed: Deployed, { ports, folder, store, s3, kafka, oidc, database, fhir }: Places): Deployed {
  const { engine, identity, evidence } = deployed
  Object.assign(deployed, { data: join(folder, 'data') })
  const tls = { certificate: join(folder, 'engine.pem'), key: join(folder, 'engine.key') }
  const url = `https://127.0.0.1:${ports.engine}`
  Object.assign(engine, { host: '127.0.0.1', port: ports.engine, tls, url, ca: tls.certificate })
  for (const provider of identity.oidc) {
    Object.assign(provider, { issuer: oidc.issuer })
    delete provider['ca']
  }
  Object.assign(evidence, { store, sealSeconds: 1 })
  Object.assign(evidence.s3, { endpoint: s3.endpoint })
  Object.assign(evidence.kafka, { brokers: [...kafka.brokers] })
  for (const enforcer of deployed.enforcers) {
    Object.assign(enforcer, { host: '127.0.0.1', port: ports[enforcer.name as PartName] })
    Object.assign(enforcer, { tls })
    const { host, port, database: name, role } = database
    if (enforcer.name === 'clinic-db')
      Object.assign(enforcer.upstream ?? {}, { host, port, database: name, user: role })
    if (enforcer.name === 'git') Object.assign(enforcer, { repositories: join(folder, 'repositories') })
    if (enforcer.name === 'fhir')
      for (const service of enforcer['services'] as { upstream: object }[])
        Object.assign(service.upstream, { url: fhir })
  }
  return deployed
}

// As docker-compose.yml says, with the file of this site in place of the image's.
function commandOf(part: PartName, config: string): readonly string[] {
  const { services } = parseYaml(readFileSync(`${ROOT}docker-compose.yml`, 'utf8'), { merge: true }) as {
    services: Record<string, { command?: readonly string[] }>
  }
  const command = services[part]?.command ?? []
  const replaced = command.map((word) => (word === `/app/${DEPLOYED}` ? config : word))
  if (!replaced.includes(config)) throw new Error(`docker-compose.yml has no command for ${part}`)
  return replaced
}

async function makeTopics({ brokers }: TestKafka): Promise<void> {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING, retry: { retries: 20 } })
  const admin = kafka.admin()
  await admin.connect()
  const configEntries = [
    { name: 'retention.ms', value: String(7 * 86_400_000) },
    { name: 'max.message.bytes', value: '1048588' },
  ]
  const topics = ['cordon.events', 'cordon.payloads'].map((topic) => ({ topic, numPartitions: 4, configEntries }))
  await admin.createTopics({ topics, waitForLeaders: true })
  await admin.disconnect()
}
