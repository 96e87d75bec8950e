import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClinicPostgres, type ClinicPostgresOptions, startClinicPostgres } from '../../examples/clinic/postgres.ts'

export type TestPostgres = Omit<ClinicPostgres, 'pid'>

export interface TestPostgresOptions extends Pick<ClinicPostgresOptions, 'tls' | 'settings'> {
  readonly version?: 'embedded' | 'debian'
}

/**
 * A real PostgreSQL for one test file. CORDON_TEST_POSTGRES=postgres://user:password@host:port/database uses
 * a running one instead, where the test asks for nothing special; `stop` then leaves it alone.
 */
export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const { version, ...rest } = options
  const running = process.env['CORDON_TEST_POSTGRES']
  if (running !== undefined && version === undefined && Object.keys(rest).length === 0) return reuse(new URL(running))
  const folder = mkdtempSync(join(tmpdir(), 'cordon-test-'))
  const server = await startClinicPostgres({ folder, flavour: version ?? 'embedded', ...rest })
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...server, stop }
}

function reuse(url: URL): TestPostgres {
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1) || 'postgres',
    stop: async () => undefined,
  }
}
