import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const KAFKA_VERSION = '4.4.0'
const LOG4J_VERSION = '2.25.5'

/** The jars of a broker, from Maven Central, kept below the cache folder by version. Java 17 runs them. */
export interface KafkaJars {
  readonly libs: string
  /** Where a class archive is kept: a JVM that has one starts three times as fast. */
  readonly archive: string
}

/** Why no broker can be started here, with what to do; null where one can. */
export function missingForKafka(): string | null {
  if (!runs('java', ['-version'])) return 'Kafka needs Java 17 or newer: apt-get install openjdk-17-jre-headless'
  if (existsSync(folder('libs')) || runs('mvn', ['-version'])) return null
  return 'Kafka is fetched by Maven: apt-get install maven; or name a running one: CORDON_TEST_KAFKA=host:port'
}

/** Fetches the jars where they are not cached. Throws with what Maven said. */
export function kafkaJars(): KafkaJars {
  const libs = folder('libs')
  if (!existsSync(libs)) install(libs)
  return { libs, archive: folder('classes.jsa') }
}

function install(libs: string): void {
  const work = mkdtempSync(join(tmpdir(), 'cordon-kafka-jars-'))
  try {
    writeFileSync(join(work, 'pom.xml'), POM)
    const target = join(work, 'libs')
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${target}`]
    const { status, stdout, stderr } = spawnSync('mvn', ['-q', '-B', ...goal], { cwd: work, encoding: 'utf8' })
    if (status !== 0) throw new Error(`the jars of Kafka could not be fetched: ${stdout}${stderr}`.slice(0, 4000))
    mkdirSync(folder(''), { recursive: true })
    move(target, libs)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

// Across file systems a rename does not do; a copy beside it, then renamed, is whole or not there. Somebody else may
// have been quicker.
function move(from: string, to: string): void {
  const beside = `${to}.${process.pid}`
  spawnSync('cp', ['-r', from, beside])
  try {
    renameSync(beside, to)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

function folder(name: string): string {
  const home = process.env['XDG_CACHE_HOME'] || join(process.env['HOME'] || '/tmp', '.cache')
  return join(home, 'cordon', `kafka-${KAFKA_VERSION}`, name)
}

function runs(command: string, args: readonly string[]): boolean {
  return spawnSync(command, [...args], { stdio: 'ignore' }).status === 0
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cordon.test</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>${LOG4J_VERSION}</version></dependency>
  </dependencies>
</project>
`
