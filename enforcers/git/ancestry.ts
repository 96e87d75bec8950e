import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Behind } from './behind.ts'
import { PacketReader } from './pkt-line.ts'
import { type GitPlace, runGit } from './process.ts'

export interface AncestryParts {
  readonly behind: Behind
  readonly url: string
  readonly user: string
  readonly password: string | null
  readonly ca: string | null
  /** Folder of ours, 0700. */
  readonly scratch: string
  readonly path: string
  readonly signal: AbortSignal
}

/**
 * Asks the server behind the door whether an update goes on from what is there, where the push alone does not show it: its commits
 * are fetched, and nothing else of it. A server that gives no commits alone leaves the question open, which counts as no.
 */
export function upstreamAncestry(
  parts: AncestryParts,
): (repository: string, old: string, next: string) => Promise<boolean> {
  return async (repository, old, next) => {
    if (!(await givesCommitsAlone(repository, parts.behind))) return false
    const folder = await mkdtemp(join(parts.scratch, 'history-'))
    try {
      return await ask({ folder, repository, old, next }, parts)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

// gitprotocol-v2: `fetch=… filter`. A server without it would send everything.
async function givesCommitsAlone(repository: string, behind: Behind): Promise<boolean> {
  const route = { repository, service: 'git-upload-pack', step: 'refs' } as const
  const { body } = await behind.call({ route, protocol: 'version=2', body: null, env: {} })
  const reader = new PacketReader()
  for await (const chunk of body) {
    reader.push(chunk)
    for (let one = reader.next(); one !== null; one = reader.next()) {
      const line = one.kind === 'data' ? one.bytes.toString('latin1').trimEnd() : ''
      if (line.startsWith('fetch=')) return line.slice(6).split(' ').includes('filter')
    }
  }
  return false
}

async function ask(
  {
    folder,
    repository,
    old,
    next,
  }: { readonly folder: string; readonly repository: string; readonly old: string; readonly next: string },
  { url, user, password, ca, path, signal }: AncestryParts,
): Promise<boolean> {
  if (ca !== null) await writeFile(join(folder, 'ca.pem'), ca, { mode: 0o600 })
  const place: GitPlace = { folder, path, signal, env: settings({ user, password, ca, folder }) }
  await runGit(['init', '--quiet', '--bare', '--template=', '.'], place)
  const address = `${url.replace(/\/$/, '')}/${repository.split('/').map(encodeURIComponent).join('/')}`
  await runGit(['fetch', '--quiet', '--no-tags', '--filter=tree:0', address, old, next], place)
  const { code } = await runGit(['merge-base', '--is-ancestor', old, next], place, { codes: [0, 1] })
  return code === 0
}

// By the environment: a command line is everybody's to read.
function settings({
  user,
  password,
  ca,
  folder,
}: Pick<AncestryParts, 'user' | 'password' | 'ca'> & { readonly folder: string }): Readonly<Record<string, string>> {
  const pairs: (readonly [string, string])[] = [['protocol.version', '2']]
  if (password !== null) {
    const login = Buffer.from(`${user}:${password}`).toString('base64')
    pairs.push(['http.extraHeader', `Authorization: Basic ${login}`])
  }
  if (ca !== null) pairs.push(['http.sslCAInfo', join(folder, 'ca.pem')])
  const config = pairs.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ])
  return { ...Object.fromEntries(config), GIT_CONFIG_COUNT: String(pairs.length) }
}
