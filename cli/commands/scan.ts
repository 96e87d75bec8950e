import { resolve } from 'node:path'
import { type Call, command, type Run } from '../command.ts'
import { EXIT, type Io, UsageError } from '../io.ts'
import { PHI_OPTIONS, phiOf, phiOptions } from '../phi/options.ts'
import { type FileFinding, filesUnder, scanFile } from '../phi/scan-files.ts'
import { progress } from '../progress.ts'

export const run: Run = command({
  name: 'scan',
  summary: 'Looks for PHI and secrets in files and folders; exit 10 when any is found, for CI.',
  usage: 'PATH…',
  options: {
    ...PHI_OPTIONS,
    json: { type: 'boolean', help: 'print findings as JSON lines' },
    hidden: { type: 'boolean', help: 'look into files and folders whose name begins with a dot, too' },
  },
  examples: [
    ['cordon scan src test/fixtures', 'file:line:column class; never the value'],
    ['cordon scan --json . > findings.jsonl', 'for a machine'],
  ],
  run: scan,
})

async function scan(call: Call, io: Io): Promise<number> {
  if (call.positionals.length === 0) throw new UsageError('a path is wanted; see cordon scan --help')
  const phi = phiOf(call, io)
  const shown = progress(io, 'scanning')
  let files = 0
  let findings = 0
  const skipped: string[] = []
  const print = ({ path, line, column, class: name, detector, score }: FileFinding): void => {
    findings++
    io.out(
      call.flag('json')
        ? `${JSON.stringify({ path, line, column, class: name, detector, score })}\n`
        : `${path}:${line}:${column} ${name} (${detector})\n`,
    )
  }
  for (const path of call.positionals) {
    for await (const file of filesUnder(resolve(io.cwd, path), path, { hidden: call.flag('hidden') })) {
      const { isRead, unkept } = await scanFile(phi, file, phiOptions(call), print)
      if (!isRead) skipped.push(file.path)
      files++
      findings += unkept
      shown.tick(`${files} files`)
    }
  }
  shown.end()
  if (!call.flag('json')) {
    const rest =
      skipped.length > 0
        ? `; ${skipped.length} without text, or too large when unpacked, were not looked into: ${some(skipped)}`
        : ''
    io.err(`${findings} findings in ${files} files${rest}\n`)
  }
  return findings > 0 ? EXIT.denied : EXIT.ok
}

function some(paths: readonly string[]): string {
  return `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ', …' : ''}`
}
