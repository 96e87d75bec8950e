import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findGoProgram, type GoProgram } from './go-program.ts'
import { reuseS3, type S3Server, startS3Program } from './s3-server.ts'

const VERSION = '1.8.0'

export const VERSITYGW: GoProgram = {
  name: 'versitygw',
  version: VERSION,
  module: `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`,
}

/**
 * versitygw: an S3 server over a folder, with versions and Object Lock (Apache-2.0). CORDON_TEST_VERSITYGW=
 * http://KEY:SECRET@host:port uses a running one. `missing` says what brings it.
 */
export async function startVersitygw(): Promise<S3Server | { readonly missing: string }> {
  const running = process.env['CORDON_TEST_VERSITYGW']
  if (running) return reuseS3('versitygw', running)
  const found = await findGoProgram(VERSITYGW)
  if ('missing' in found) return found
  return startS3Program({
    name: 'versitygw',
    path: found.path,
    args: ({ port, folder }) => {
      for (const name of ['root', 'versions']) mkdirSync(join(folder, name), { recursive: true })
      const listen = ['--port', `127.0.0.1:${port}`, '--region', 'us-east-1', '--quiet', '--health', '/health']
      return [...listen, 'posix', '--versioning-dir', join(folder, 'versions'), join(folder, 'root')]
    },
    env: ({ accessKeyId, secretAccessKey }) => ({
      ROOT_ACCESS_KEY: accessKeyId,
      ROOT_SECRET_KEY: secretAccessKey,
    }),
    ready: '/health',
  })
}
