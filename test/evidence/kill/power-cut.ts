// Cuts the power under a log, again and again: ext4 in a file, shut down by FS_IOC_SHUTDOWN without flushing its
// journal, so that whatever was not synced is gone. Needs root and a mount namespace around it. Prints one JSON
// object. argv: folder, number of cuts.
import { spawn, spawnSync } from 'node:child_process'
import { generateKeyPairSync, hash } from 'node:crypto'
import { closeSync, ftruncateSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openEventLog } from '../../../evidence/stream/event-log.ts'
import { held, verifyChains } from '../contracts/event-log.ts'
import { logOptions } from './log-options.ts'

const IMAGE_BYTES = 48 * 1024 * 1024
const SEGMENT_BYTES = 32 * 1024
const [folder = '', cuts = ''] = process.argv.slice(2)
const image = join(folder, 'disk.img')
const disk = join(folder, 'disk')
const key = generateKeyPairSync('ed25519').privateKey
const keyText = key.export({ type: 'pkcs8', format: 'der' }).toString('base64')

makeDisk()
const owed = new Set<string>()
let acknowledged = 0
let lost = 0
for (let cut = 0; cut < Number(cuts); cut++) {
  for (const line of await runAndCut(cut % 2 === 0 ? 'quick' : 'slow')) {
    owed.add(line)
    acknowledged++
  }
  must('umount', [disk])
  must('mount', ['-o', 'loop', image, disk])
  const log = await openEventLog(logOptions(join(disk, 'log'), { key, segmentBytes: SEGMENT_BYTES }))
  const events = await held(log)
  verifyChains(events)
  const found = new Set(events.map(({ bytes }) => hash('sha256', bytes, 'hex')))
  lost += [...owed].filter((one) => !found.has(one)).length
  await log.release(events.at(-1)?.cursor ?? '')
  owed.clear()
  await log.close()
}
must('umount', [disk])
console.log(JSON.stringify({ cuts: Number(cuts), lost, acknowledged }))

function makeDisk(): void {
  const fd = openSync(image, 'w')
  ftruncateSync(fd, IMAGE_BYTES)
  closeSync(fd)
  mkdirSync(disk)
  must('mkfs.ext4', ['-q', image])
  must('mount', ['-o', 'loop', image, disk])
}

async function runAndCut(pace: string): Promise<readonly string[]> {
  const argv = [...process.execArgv, 'test/evidence/kill/appender.ts', join(disk, 'log'), keyText]
  const child = spawn(process.execPath, [...argv, String(SEGMENT_BYTES), pace], { stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  const opened = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('latin1')
      resolve()
    })
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await opened.then(() => sleep(Math.random() * 80))
  // Flag 2: FS_SHUTDOWN_NOLOGFLUSH.
  must('perl', ['-e', 'open(my $f, "<", $ARGV[0]) or die; ioctl($f, 0x8004587d, my $x = pack("L", 2)) or die $!', disk])
  child.kill('SIGKILL')
  await ended
  return output.split('\n').slice(1, -1)
}

function must(command: string, argv: readonly string[]): void {
  const { status, error } = spawnSync(command, argv, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} failed`, { cause: error })
}
