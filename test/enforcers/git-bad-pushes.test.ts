import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import * as assert from 'uvu/assert'
import { type GitGuard, type GuardWishes, guardGit } from '#test/git-guard'
import { describe } from '#test/suite'
import { eventually } from '#test/wait'
import { startGitServer } from '../services/git-server.ts'
import { packOf, ZERO } from './git-pack-fixture.ts'
import { postHead, pushBody, type RawAnswer, send } from './git-wire.ts'

const KINDS: Readonly<Record<string, (wishes?: GuardWishes) => Promise<GitGuard>>> = {
  'a repository that Cordon serves': (wishes = {}) => guardGit(wishes),
  'a server behind the door': (wishes = {}) => guardGit({ ...wishes, upstream: (root) => startGitServer(root) }),
}

for (const [name, guardOf] of Object.entries(KINDS)) {
  const withPush = async (
    work: (guard: GitGuard, tip: string, pack: Buffer) => Promise<void>,
    wishes?: GuardWishes,
  ): Promise<void> => {
    const guard = await guardOf(wishes)
    try {
      const copy = await guard.copy('one')
      const tip = await guard.commit(copy, { 'a.ts': 'export const a = 1\n' })
      await work(guard, tip, await packOf(guard, copy, ['HEAD']))
      assert.equal(await leftovers(guard), [])
    } finally {
      await guard.stop()
    }
  }
  const post = (
    guard: GitGuard,
    body: Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer | null> =>
    send(guard, Buffer.concat([Buffer.from(postHead({ 'content-length': String(body.length), ...headers })), body]))
  const branch = async (guard: GitGuard, ref: string): Promise<string> =>
    (await guard.git(['rev-parse', '--verify', '--quiet', ref], { in: 'repositories/app.git' })).said.trim()

  describe(`bad pushes to ${name}`, (test) => {
    test('one that is cut anywhere changes nothing and leaves nothing', () =>
      withPush(async (guard, tip, pack) => {
        const body = pushBody([[ZERO, tip, 'refs/heads/cut']], pack)
        const whole = Buffer.concat([Buffer.from(postHead({ 'content-length': String(body.length) })), body])
        const head = whole.length - body.length
        for (const at of [
          10,
          head - 1,
          head + 2,
          head + 60,
          head + 150,
          whole.length - pack.length + 8,
          whole.length - 21,
          whole.length - 1,
        ])
          await send(guard, whole.subarray(0, at), true)
        await eventually('what was cut is cleaned up', async () => (await leftovers(guard)).length === 0)
        assert.is(await branch(guard, 'refs/heads/cut'), '')
        assert.is(
          guard.engine.effects().filter(({ outcome, command }) => outcome === 'done' && command !== undefined).length,
          0,
        )
        const { code } = await guard.git(['push', 'origin', 'HEAD:whole'], { in: 'one' })
        assert.is(code, 0)
      }))

    test('damage in the pack, and one without a pack, are refused with a report', () =>
      withPush(async (guard, tip, pack) => {
        const flipped = Buffer.from(pack)
        const middle = pack.length >> 1
        flipped[middle] = (flipped[middle] ?? 0) ^ 0xff
        for (const bad of [flipped, pack.subarray(0, pack.length - 20), Buffer.alloc(0), Buffer.from('PACK')]) {
          const answer = await post(guard, pushBody([[ZERO, tip, 'refs/heads/bad']], bad))
          assert.is(answer?.status, 200)
          assert.match(answer?.body ?? '', /ng refs\/heads\/bad|unpack [^o]/)
        }
        assert.is(await branch(guard, 'refs/heads/bad'), '')
      }))

    test('objects that no ref leads to are told, and so refused here', () =>
      withPush(async (guard, tip) => {
        guard.write('one', { 'orphan.txt': 'an orphan\n' })
        const blob = await guard.must(['hash-object', '-w', 'orphan.txt'], { in: 'one' })
        const pack = await packOf(guard, 'one', ['HEAD'], [blob])
        const answer = await post(guard, pushBody([[ZERO, tip, 'refs/heads/orphan']], pack))
        assert.match(answer?.body ?? '', /ng refs\/heads\/orphan/)
        assert.is(guard.pushes().at(-1)?.unreachable, 1)
      }))

    test('a head that is no Git is 400; what is no path of a repository, or the dumb protocol, is 403', () =>
      withPush(async (guard, tip) => {
        for (const body of ['hello, this is no git', '0003', 'zzzz', `00a0${ZERO} ${tip} refs/heads/x`]) {
          const answer = await post(guard, Buffer.from(body))
          assert.is(answer?.status, 400, body)
        }
        for (const path of [
          '/app.git/HEAD',
          '/app.git/info/refs',
          '/../app.git/info/refs?service=git-upload-pack',
          '/app.git/objects/00/00',
        ]) {
          const request = postHead({}).replace('POST /app.git/git-receive-pack', `GET ${path}`)
          const answer = await send(guard, Buffer.from(request))
          assert.is(answer?.status, 403, path)
        }
      }))

    test('a body in gzip, and one in chunks after 100-continue, pass', () =>
      withPush(async (guard, tip, pack) => {
        const body = gzipSync(pushBody([[ZERO, tip, 'refs/heads/zip']], pack))
        const zipped = await post(guard, body, { 'content-encoding': 'gzip' })
        assert.match(zipped?.body ?? '', /ok refs\/heads\/zip/)
        const plain = pushBody([[ZERO, tip, 'refs/heads/chunks']], pack)
        const chunks: Buffer[] = []
        for (let at = 0; at < plain.length; at += 100) {
          const part = plain.subarray(at, at + 100)
          chunks.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'))
        }
        const request = [
          Buffer.from(postHead({ 'transfer-encoding': 'chunked', expect: '100-continue' })),
          ...chunks,
          Buffer.from('0\r\n\r\n'),
        ]
        const answer = await send(guard, Buffer.concat(request))
        assert.match(`${answer?.head}${answer?.body}`, /100 Continue[\s\S]*ok refs\/heads\/chunks/)
      }))

    test('a body that is larger than the limit, packed or not, is refused and not kept', () =>
      withPush(
        async (guard, tip) => {
          const large = pushBody([[ZERO, tip, 'refs/heads/large']], Buffer.alloc(400_000))
          for (const [body, headers] of [
            [large, {}],
            [gzipSync(large), { 'content-encoding': 'gzip' }],
          ] as const) {
            const answer = await post(guard, body, headers)
            assert.ok(answer !== null)
            assert.match(`${answer.status} ${answer.body}`, /^(413|400)|ng refs\/heads\/large|unpack [^o]/)
          }
          assert.is(await branch(guard, 'refs/heads/large'), '')
        },
        { limits: { pushBytes: 100_000 } },
      ))

    test('a delta that would blow up an object beyond the budget ends in a refusal', () =>
      withPush(async (guard) => {
        const { pack, id } = deltaBomb()
        const answer = await post(guard, pushBody([[ZERO, id, 'refs/tags/bomb']], pack))
        assert.match(answer?.body ?? '', /ng refs\/tags\/bomb|unpack [^o]/)
        assert.is(await branch(guard, 'refs/tags/bomb'), '')
      }))

    test('a repository that is not there, and a name with a way out, are told apart from nothing', () =>
      withPush(async (guard) => {
        for (const path of ['nothing.git', '%2e%2e/app.git', 'app.git/..%2f..']) {
          const { code } = await guard.git(['clone', '--quiet', guard.url.replace('app.git', path), 'x'])
          assert.is(code, 128, path)
        }
      }))
  })
}

async function leftovers(guard: GitGuard): Promise<readonly string[]> {
  const scratch = readdirSync(guard.scratch).filter((entry) => /^(push|history)-/.test(entry))
  return [...scratch, ...readdirSync(join(guard.bare, 'objects')).filter((entry) => entry.includes('incoming'))]
}

/** A pack of one blob of 64 KiB and a delta that copies it again and again, to 1.5 GiB. */
function deltaBomb(): { readonly pack: Buffer; readonly id: string } {
  const base = Buffer.alloc(0x10000, 0x61)
  const baseId = objectId(base)
  const copies = 24_576
  const copy = Buffer.of(0x80)
  const delta = Buffer.concat([size(base.length), size(base.length * copies), ...Array<Buffer>(copies).fill(copy)])
  const body = Buffer.concat([
    Buffer.from('PACK\0\0\0\x02\0\0\0\x02', 'latin1'),
    entryHead(3, base.length),
    deflateSync(base),
    entryHead(7, delta.length),
    Buffer.from(baseId, 'hex'),
    deflateSync(delta),
  ])
  return { pack: Buffer.concat([body, createHash('sha1').update(body).digest()]), id: baseId }
}

function objectId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
}

// gitformat-pack: type in three bits, size in groups of seven.
function entryHead(type: number, length: number): Buffer {
  const bytes = [(type << 4) | (length & 15)]
  for (let left = length >>> 4; left > 0; left >>>= 7) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80
    bytes.push(left & 0x7f)
  }
  return Buffer.from(bytes)
}

function size(length: number): Buffer {
  const bytes: number[] = []
  for (let left = length; left > 0 || bytes.length === 0; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) & 0x7f
  return Buffer.from(bytes)
}
