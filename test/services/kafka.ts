import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { answers, freePort } from '../support/wait.ts'
import { type KafkaJars, kafkaJars, missingForKafka } from './kafka-jars.ts'

/** A real broker (KRaft, one node) for tests. */
export interface TestKafka {
  /** `host:port` without TLS or login. */
  readonly brokers: readonly string[]
  /** The same broker behind TLS and SCRAM; null where the broker is not ours. */
  readonly secure: SecureListener | null
  /** `kill -9`; null where the broker is not ours. */
  readonly kill: (() => Promise<void>) | null
  /** Starts it again after `kill`, on the same ports, with what it had stored. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface SecureListener {
  readonly brokers: readonly string[]
  /** PEM. */
  readonly ca: string
  readonly username: string
  readonly password: string
}

export interface TestKafkaOptions {
  /** Broker settings beside the usual ones. */
  readonly settings?: Readonly<Record<string, string>>
  /** Leave the faster compiler of the JVM in, for figures. */
  readonly measured?: boolean
}

const USER = { username: 'cordon', password: 'a-password-for-tests' } as const
const CLUSTER_ID = 'cordonTestClusterId001A'
const START_MS = 60_000

/** Why tests that need a broker must be left out; null where they can run. */
export function missingKafka(): string | null {
  return process.env['CORDON_TEST_KAFKA'] === undefined && !hasDocker() ? missingForKafka() : null
}

/**
 * A broker: the one that CORDON_TEST_KAFKA names (`host:port`, left alone), else one from Maven Central's jars, else
 * one in Docker. Ready when it resolves. Throws with the end of its output where it does not start.
 */
export async function startKafka(options: TestKafkaOptions = {}): Promise<TestKafka> {
  const running = process.env['CORDON_TEST_KAFKA']
  const nothing = async (): Promise<void> => undefined
  if (running !== undefined)
    return { brokers: running.split(','), secure: null, kill: null, restart: nothing, stop: nothing }
  return missingForKafka() === null ? startJars(options) : startDocker()
}

async function startJars({ settings = {}, measured = false }: TestKafkaOptions): Promise<TestKafka> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-kafka-'))
  const jars = kafkaJars()
  const [plain, secure, controller] = [await freePort(), await freePort(), await freePort()]
  const { certificate, key } = selfMadeIdentity(['localhost', '127.0.0.1'], Date.now())
  writeFileSync(join(folder, 'server.pem'), `${key}${certificate}`, { mode: 0o600 })
  const properties = join(folder, 'server.properties')
  writeFileSync(properties, text({ ...broker(folder, { plain, secure, controller }), ...settings }), { mode: 0o600 })
  const java = new Java(folder, jars, measured)
  try {
    const scram = `[name=${USER.username},password=${USER.password}]`
    const users = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => ['--add-scram', `${mechanism}=${scram}`])
    java.run('kafka.tools.StorageTool', [
      'format',
      '--cluster-id',
      CLUSTER_ID,
      '-c',
      properties,
      '--standalone',
      ...users,
    ])
    await java.start(properties, plain)
  } catch (error) {
    await java.stop()
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return {
    brokers: [`127.0.0.1:${plain}`],
    secure: { brokers: [`localhost:${secure}`], ca: certificate, ...USER },
    kill: () => java.kill(),
    restart: () => java.start(properties, plain),
    stop: async () => {
      await java.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The JVM of one broker. */
class Java {
  readonly #folder: string
  readonly #jars: KafkaJars
  readonly #flags: readonly string[]
  #child: ChildProcess | undefined
  #output = ''

  constructor(folder: string, jars: KafkaJars, measured: boolean) {
    this.#folder = folder
    this.#jars = jars
    this.#flags = [
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-Xshare:auto',
      '-Dlog4j2.level=INFO',
      ...(measured ? [] : ['-XX:TieredStopAtLevel=1']),
    ]
  }

  run(main: string, args: readonly string[]): void {
    const { status, stdout, stderr } = spawnSync(
      'java',
      [...this.#flags, ...this.#archive(), ...this.#path(), main, ...args],
      {
        cwd: this.#folder,
        encoding: 'utf8',
      },
    )
    if (status !== 0) throw new Error(`${main} failed: ${stdout}${stderr}`.slice(-4000))
  }

  async start(properties: string, port: number): Promise<void> {
    const archive = existsSync(this.#jars.archive) ? this.#archive() : [`-XX:ArchiveClassesAtExit=${this.#newArchive}`]
    this.#output = ''
    const child = spawn('java', [...this.#flags, ...archive, ...this.#path(), 'kafka.Kafka', properties], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const collect = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString('latin1')).slice(-100_000)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    // A test that dies must leave no broker behind.
    const orphan = (): boolean => child.kill('SIGKILL')
    const killed = (): void => process.exit(1)
    process.once('exit', orphan)
    process.once('SIGTERM', killed)
    child.once('close', () => process.off('exit', orphan).off('SIGTERM', killed))
    await this.#ready(child, port)
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
    if (existsSync(this.#newArchive) && !existsSync(this.#jars.archive)) {
      spawnSync('cp', [this.#newArchive, `${this.#jars.archive}.${process.pid}`])
      renameSync(`${this.#jars.archive}.${process.pid}`, this.#jars.archive)
    }
  }

  async #ready(child: ChildProcess, port: number): Promise<void> {
    for (const deadline = Date.now() + START_MS; ; await sleep(50)) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline)
        throw new Error(`the broker did not start: ${this.#output.slice(-4000)}`)
      if (this.#output.includes('Kafka Server started') && (await answers({ port }))) return
    }
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill(signal)
    await closed
  }

  get #newArchive(): string {
    return join(this.#folder, 'classes.jsa')
  }

  #archive(): readonly string[] {
    return existsSync(this.#jars.archive) ? [`-XX:SharedArchiveFile=${this.#jars.archive}`] : []
  }

  #path(): readonly string[] {
    return ['-cp', join(this.#jars.libs, '*')]
  }
}

interface Ports {
  readonly plain: number
  readonly secure: number
  readonly controller: number
}

function broker(folder: string, { plain, secure, controller }: Ports): Readonly<Record<string, string>> {
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;'
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `PLAINTEXT://127.0.0.1:${plain},SECURE://localhost:${secure},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${plain},SECURE://localhost:${secure}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controller}`,
    'listener.name.secure.sasl.enabled.mechanisms': 'SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.secure.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.secure.scram-sha-512.sasl.jaas.config': scram,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': join(folder, 'server.pem'),
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    // A killed broker may come back at once.
    'broker.session.timeout.ms': '2000',
    'broker.heartbeat.interval.ms': '500',
    'log.retention.bytes': String(256 * 1024 * 1024),
  }
}

function text(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

const IMAGE = 'apache/kafka:4.1.0'

async function startDocker(): Promise<TestKafka> {
  const port = await freePort()
  const name = `cordon-test-kafka-${port}`
  const environment = {
    ...broker('/tmp', { plain: 9092, secure: 9095, controller: 9093 }),
    listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.bootstrap.servers': 'localhost:9093',
  }
  const variables = Object.entries(environment)
    .filter(([setting]) => !setting.startsWith('ssl.') && !setting.startsWith('listener.name.'))
    .flatMap(([setting, value]) => ['-e', `KAFKA_${setting.replaceAll('.', '_').toUpperCase()}=${value}`])
  docker(['run', '-d', '--name', name, '-p', `127.0.0.1:${port}:9092`, ...variables, IMAGE])
  const ready = async (): Promise<void> => {
    for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(200))
      if (docker(['logs', name]).includes('Kafka Server started')) return
    throw new Error(`the broker did not start: docker logs ${name}`)
  }
  await ready()
  return {
    brokers: [`127.0.0.1:${port}`],
    secure: null,
    kill: async () => void docker(['kill', '--signal', 'KILL', name]),
    restart: async () => {
      docker(['start', name])
      await sleep(3000)
      await ready()
    },
    stop: async () => void docker(['rm', '--force', '--volumes', name]),
  }
}

function docker(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('docker', [...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`docker ${args[0]} failed: ${stderr}`)
  return `${stdout}${stderr}`
}

function hasDocker(): boolean {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 5000 }).status === 0
}
