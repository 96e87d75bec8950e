import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { CliResult } from './cli.ts'
import type { Site } from './site.ts'
import { answers } from './wait.ts'

/**
 * `cordon up` must end by itself with exit 1 and a sentence like `says`: no stack, no secret of the environment,
 * nothing left listening.
 */
export async function refuses(site: Site, says: RegExp, env: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  const starting = site.start(['up'], env)
  await starting.said('the API is at ').then(
    () => starting.signal('SIGKILL'),
    () => undefined,
  )
  const result = await starting.ended
  assert.ok(!result.out.includes('the API is at '), 'it started')
  assert.equal(result.code, 1, result.err)
  // Lines in braces are its log.
  const told = result.err.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
  assert.match(told.join('\n'), says)
  assert.ok(!/^ +at /m.test(result.err), `a stack is no message:\n${result.err}`)
  assert.ok(!result.err.includes(site.secret) && !result.err.includes(env['CORDON_UPSTREAM_PASSWORD'] || site.secret))
  assert.ok(!(await answers({ path: join(site.folder, '.cordon', 'engine.sock') })))
  return result
}
