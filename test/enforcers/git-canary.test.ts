import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as assert from 'uvu/assert'
import { type Canary, sightings } from '#test/canaries'
import { type GitGuard, guardGit } from '#test/git-guard'
import { describe } from '#test/suite'
import { startGitServer } from '../services/git-server.ts'
import { zip } from './git-pack-fixture.ts'

// One number a place, so that a sighting says where it came from.
const PLACES = [
  'file',
  'path',
  'message',
  'trailer',
  'author',
  'tag',
  'ref',
  'link',
  'gzip',
  'zip',
  'utf16',
  'orphan',
] as const
const CANARIES: readonly Canary[] = PLACES.map((name, index) => ({ name, value: `219-09-9${String(100 + index)}` }))
const planted = (place: (typeof PLACES)[number]): string => CANARIES.find(({ name }) => name === place)?.value ?? ''

describe('no value of a push', (test) => {
  for (const kind of ['backend', 'door'] as const)
    for (const effect of ['deny', 'require_approval', 'allow'] as const)
      test(`turns up in events, requests, recordings, logs, the answer or the scratch folder (${kind}, ${effect})`, async () => {
        const guard = await guardGit({
          judge: ({ action }) => ({ effect: action.name === 'git.push' ? effect : 'allow' }),
          ...(kind === 'door' ? { upstream: (root: string) => startGitServer(root) } : {}),
        })
        try {
          const said = await pushAll(guard)
          assert.equal(sightings('the terminal', Buffer.from(said), CANARIES), [])
          assert.ok((guard.pushes().at(-1)?.findings.length ?? 0) > 0)
          await guard.stop()
          const { events, payloads, requests } = guard.engine
          for (const [place, content] of Object.entries({ events, payloads, requests, log: guard.logged }))
            assert.equal(sightings(place, Buffer.from(JSON.stringify(content)), CANARIES), [])
          assert.equal(guard.engine.effects().at(-1)?.outcome, effect === 'allow' ? 'done' : 'refused')
        } finally {
          await guard.stop()
        }
      })
})

async function pushAll(guard: GitGuard): Promise<string> {
  const copy = await guard.copy('one')
  symlinkSync(`/records/SSN ${planted('link')}`, join(guard.folder, copy, 'link'))
  const message = `For SSN ${planted('message')}\n\nReviewed-by: SSN ${planted('trailer')}\n`
  await guard.commit(
    copy,
    {
      'a.csv': `ssn\n${planted('file')}\n`,
      [`SSN_${planted('path')}.txt`]: 'named\n',
      'b.gz': gzipSync(`ssn: ${planted('gzip')}\n`),
      'c.zip': zip([{ name: 'c.csv', content: Buffer.from(`ssn: ${planted('zip')}\n`) }]),
      'd.txt': Buffer.from(`ssn: ${planted('utf16')}\n`, 'utf16le'),
    },
    message,
  )
  await guard.must(
    ['commit', '--quiet', '--amend', '--no-edit', '--author', `SSN ${planted('author')} <a@b.example>`],
    { in: copy },
  )
  await guard.must(['tag', '--annotate', '--message', `SSN ${planted('tag')}`, 'v1'], { in: copy })
  const { said } = await guard.git(['push', '--quiet', 'origin', `HEAD:refs/heads/SSN-${planted('ref')}`, 'v1'], {
    in: copy,
  })
  // Git itself names the ref that was pushed; everything else is Cordon's word.
  const ours = said
    .split('\n')
    .filter((line) => line.startsWith('remote:'))
    .join('\n')
  return `${ours}\n${files(guard.scratch)}`
}

function files(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
    .join('\n')
}
