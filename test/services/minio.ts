import { join } from 'node:path'
import { findGoProgram, type GoProgram } from './go-program.ts'
import { reuseS3, type S3Server, startS3Program } from './s3-server.ts'

const VERSION = '0.0.0-20260212201848-7aac2a2c5b7c'

export const MINIO: GoProgram = { name: 'minio', version: VERSION, module: `github.com/minio/minio@v${VERSION}` }

/**
 * MinIO: a second S3 server, with another idea of many answers (AGPL: it is run by tests, never shipped).
 * CORDON_TEST_MINIO=http://KEY:SECRET@host:port uses a running one. `missing` says what brings it.
 */
export async function startMinio(): Promise<S3Server | { readonly missing: string }> {
  const running = process.env['CORDON_TEST_MINIO']
  if (running) return reuseS3('MinIO', running)
  const found = await findGoProgram(MINIO)
  if ('missing' in found) return found
  return startS3Program({
    name: 'minio',
    path: found.path,
    args: ({ port, folder }) => ['server', '--quiet', '--address', `127.0.0.1:${port}`, join(folder, 'data')],
    env: ({ accessKeyId, secretAccessKey }) => ({
      MINIO_ROOT_USER: accessKeyId,
      MINIO_ROOT_PASSWORD: secretAccessKey,
      MINIO_SITE_REGION: 'us-east-1',
      MINIO_UPDATE: 'off',
      MINIO_BROWSER: 'off',
    }),
    ready: '/minio/health/ready',
  })
}
