// Builds what tests run against and the cache does not hold yet, one after the other: node scripts/source.mjs
// test/services/prepare.ts. With a full cache it is done at once.
import { findGoProgram } from './go-program.ts'
import { MINIO } from './minio.ts'
import { VERSITYGW } from './versitygw.ts'

process.env['CORDON_BUILD_SERVICES'] = '1'
for (const program of [VERSITYGW, MINIO]) {
  const found = await findGoProgram(program)
  process.stderr.write(`${program.name} ${program.version}: ${'path' in found ? found.path : found.missing}\n`)
  if ('missing' in found) process.exitCode = 1
}
