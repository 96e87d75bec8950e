import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, rejects, skip } from '#test/suite'
import { run } from '../../cli/commands/policy.ts'
import type { Io } from '../../cli/io.ts'
import { NO_OPA, opaOrNull, withFolder, withProject } from './projects.ts'

const opa = await opaOrNull()

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function cordonPolicy(cwd: string, ...args: readonly string[]): Promise<Ran> {
  let [out, err] = ['', '']
  const io: Io = {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    env: { ...process.env, ...(opa ? { CORDON_OPA: opa.path } : {}) },
    cwd,
    colour: false,
    interactive: false,
    signal: new AbortController().signal,
    ask: () => Promise.reject(new Error('nobody')),
  }
  return { code: await run(args, io), out, err }
}

describe('cordon policy', (test) => {
  if (!opa) return skip(test, 'cordon policy', NO_OPA)

  test('check, test, fmt, build, sign, inspect and activate, one after the other', async () => {
    await withProject({ 'sql/x.rego': 'package cordon.sql\n\nx   := 1\n' }, async (folder) => {
      const policies = ['--policies', folder]
      const crooked = await cordonPolicy(folder, 'check', ...policies)
      assert.is(crooked.code, 1)
      assert.match(crooked.err, 'sql/x.rego')
      assert.is((await cordonPolicy(folder, 'fmt', ...policies)).out, 'formatted sql/x.rego\n')
      assert.equal(JSON.parse((await cordonPolicy(folder, 'check', '--json', ...policies)).out), {
        ok: true,
        findings: [],
      })
      assert.match((await cordonPolicy(folder, 'test', ...policies)).out, '2 passed, 0 failed')

      const made = await cordonPolicy(folder, 'sign', '--new-key', 'key.pem', '--json')
      assert.match((JSON.parse(made.out) as { publicKey: string }).publicKey, /^MCowBQYDK2VwAyEA/)
      assert.is((await stat(join(folder, 'key.pem'))).mode & 0o777, 0o600)
      await rejects(cordonPolicy(folder, 'sign', '--new-key', 'key.pem'))

      const built = await cordonPolicy(folder, 'build', ...policies, '--to', 'bundle', '--json')
      const { manifest } = JSON.parse(built.out) as { manifest: { digest: string; signature?: unknown } }
      assert.is(manifest.signature, undefined)
      assert.match((await cordonPolicy(folder, 'sign', 'bundle', '--key', 'key.pem')).out, /signed by {4}[0-9a-f]{16}/)
      assert.match((await cordonPolicy(folder, 'inspect', 'bundle')).out, manifest.digest)

      await cordonPolicy(folder, 'activate', 'bundle', '--to', 'active')
      const [from, to] = await Promise.all(
        ['bundle', 'active'].map((name) => readFile(join(folder, name, 'manifest.json'), 'utf8')),
      )
      assert.is(to, from)
    })
  })

  test('a bundle is not built from policy that fails its check or its tests', async () => {
    await withProject({ 'data/open.yaml': 'open: {}\n' }, async (folder) => {
      const error = await rejects(cordonPolicy(folder, 'build', '--policies', folder))
      assert.match(error.message, 'test_open_allows')
      await rejects(stat(join(folder, 'built')))
    })
  })

  test('a bundle that was changed is neither inspected, nor signed, nor activated', async () => {
    await withProject({}, async (folder) => {
      await cordonPolicy(folder, 'build', '--policies', folder, '--to', 'bundle')
      await cordonPolicy(folder, 'sign', '--new-key', 'key.pem')
      await writeFile(join(folder, 'bundle/data.json'), '{"open":{"other":true}}')
      await rejects(cordonPolicy(folder, 'inspect', 'bundle'), 'build')
      await rejects(cordonPolicy(folder, 'sign', 'bundle', '--key', 'key.pem'), 'build')
      await rejects(cordonPolicy(folder, 'activate', 'bundle', '--to', 'active'), 'build')
    })
  })

  test('without what it needs it says what that is', async () => {
    await withFolder(async (folder) => {
      assert.match((await rejects(cordonPolicy(folder, 'check'), 'project')).message, '--policies')
      assert.match((await rejects(cordonPolicy(folder, 'inspect'), 'build')).message, 'cordon policy build')
      assert.match((await rejects(cordonPolicy(folder, 'sign'))).message, '--key')
      assert.match((await rejects(cordonPolicy(folder, 'activate'))).message, 'FOLDER')
      assert.is((await cordonPolicy(folder, 'check', '--help')).code, 0)
    })
  })
})
