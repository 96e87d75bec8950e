import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { describe, rejects } from '#test/suite'
import { cachedOpa, findOpa } from '#toolchain'
import { installOpa } from '../../toolchain/opa-install.ts'
import { withFolder } from './projects.ts'

const claims = (version: string): string => `#!/bin/sh\necho "Version: ${version}"\n`

async function program(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  await chmod(path, 0o755)
}

describe('finding OPA', (test) => {
  test('the environment variable comes first', async () => {
    await withFolder(async (folder) => {
      await program(join(folder, 'mine'), claims('1.21.0'))
      await program(join(folder, 'bin/opa'), claims('1.22.2'))
      const env = { CORDON_OPA: join(folder, 'mine'), PATH: `${join(folder, 'bin')}:/bin`, HOME: folder }
      assert.is((await findOpa({ env, install: false })).version, '1.21.0')
    })
  })

  test('one that is named and too old is an error, not passed over', async () => {
    await withFolder(async (folder) => {
      await program(join(folder, 'mine'), claims('1.4.2'))
      const error = await rejects(findOpa({ env: { CORDON_OPA: join(folder, 'mine') } }), 'opa-missing')
      assert.match(error.message, '1.20 or newer')
    })
  })

  test('one that is named and absent is an error', async () => {
    await rejects(findOpa({ env: { CORDON_OPA: '/nowhere/opa' } }), 'opa-failed')
  })

  test('an old one on PATH is passed over for the one in the cache', async () => {
    await withFolder(async (folder) => {
      const env = { PATH: `${join(folder, 'bin')}:/bin`, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') }
      await program(join(folder, 'bin/opa'), claims('0.70.0'))
      await program(cachedOpa(env), claims('1.22.2'))
      assert.is((await findOpa({ env, install: false })).path, cachedOpa(env))
      await program(join(folder, 'bin/opa'), claims('1.20.0'))
      assert.is((await findOpa({ env, install: false })).version, '1.20.0')
    })
  })

  test('without one, and without leave to install, it says so', async () => {
    await withFolder(async (folder) => {
      await rejects(findOpa({ env: { PATH: '', HOME: folder }, install: false }), 'opa-missing')
    })
  })
})

describe('installing OPA without Go', (test) => {
  const bytes = Buffer.from(claims('1.22.2'))
  const release = (sha256: string) => ({ 'linux-x64': { file: 'opa_linux_amd64_static', sha256 } })
  const fetch = async (): Promise<Response> => new Response(bytes)

  test('a platform without a pinned digest is refused before anything is fetched', async () => {
    await withFolder(async (folder) => {
      const target = join(folder, 'opa')
      const never = async (): Promise<Response> => {
        throw new Error('it was fetched')
      }
      const options = { target, env: { PATH: '' }, platform: 'linux-x64', fetch: never }
      const error = await rejects(installOpa(options), 'opa-missing')
      assert.match(error.message, 'no verified download')
      assert.match(error.message, 'CORDON_OPA')
    })
  })

  test('a download with another digest is refused and leaves nothing', async () => {
    await withFolder(async (folder) => {
      const target = join(folder, 'opa')
      const options = { target, env: { PATH: '' }, platform: 'linux-x64', releases: release('0'.repeat(64)), fetch }
      await rejects(installOpa(options), 'opa-missing')
      await rejects(readFile(target))
    })
  })

  test('a download with the pinned digest is put in its place and runs', async () => {
    await withFolder(async (folder) => {
      const env = { PATH: '', HOME: folder }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await installOpa({ target: cachedOpa(env), env, platform: 'linux-x64', releases: release(sha256), fetch })
      assert.is((await findOpa({ env, install: false })).version, '1.22.2')
    })
  })

  test('a server that answers with an error is named', async () => {
    await withFolder(async (folder) => {
      const broken = async (): Promise<Response> => new Response('no', { status: 404 })
      const options = { target: join(folder, 'opa'), env: { PATH: '' }, platform: 'linux-x64' }
      const error = await rejects(
        installOpa({ ...options, releases: release('0'.repeat(64)), fetch: broken }),
        'opa-missing',
      )
      assert.match(error.message, '404')
    })
  })
})
