import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GitError } from './git-error.ts'
import type { PushStore } from './new-objects.ts'
import { listPacked } from './pack-objects.ts'
import { type GitPlace, gitEnd, runGit, startGit } from './process.ts'
import type { PushHead } from './receive-commands.ts'

/** One push on our own disk: its bytes as they came, and a repository made of its pack alone. */
export interface Quarantine {
  readonly store: PushStore
  /** The request again, the same bytes. */
  readonly replay: () => AsyncIterable<Buffer>
  /** Removes all of it. */
  readonly remove: () => Promise<void>
}

export interface QuarantineParts {
  /** Folder of ours, 0700. */
  readonly scratch: string
  readonly path: string
  readonly signal: AbortSignal
  readonly pushBytes: number
}

/** Takes a push in. Rejects with GitError where it ends early or its pack is none; nothing is left then. */
export async function takeIn(
  head: PushHead,
  body: AsyncIterable<Buffer>,
  { scratch, path, signal, pushBytes }: QuarantineParts,
): Promise<Quarantine> {
  const folder = await mkdtemp(join(scratch, 'push-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const file = join(folder, 'request')
    await pipeline(Readable.from(body), createWriteStream(file, { mode: 0o600 }))
    const repository = join(folder, 'repository')
    const place: GitPlace = { folder, path, signal, env: { GIT_DIR: repository } }
    const format = (head.commands[0]?.new.length ?? 40) === 64 ? 'sha256' : 'sha1'
    const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, repository]
    await runGit(init, { ...place, env: {} })
    const needsPack = head.commands.some(({ new: next }) => !/^0+$/.test(next))
    if (needsPack) await unpack(file, head.length, place, pushBytes)
    return {
      store: { place, list: (tips) => listPacked(tips, place) },
      replay: () => createReadStream(file) as AsyncIterable<Buffer>,
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}

// Everything of a pack is in it: the client was told that thin ones are not taken.
async function unpack(file: string, start: number, place: GitPlace, pushBytes: number): Promise<void> {
  const child = startGit(['index-pack', '--stdin', `--max-input-size=${pushBytes}`], place)
  const end = gitEnd(child)
  child.stdout.resume()
  await pipeline(createReadStream(file, { start }), child.stdin).catch(() => undefined)
  const { code, said } = await end
  if (code === 0) return
  const thin = said.includes('unresolved delta')
  throw new GitError(
    'protocol',
    thin ? 'the pack is a thin one, which this server does not take' : 'the pack is damaged, or too large',
    { cause: new Error(said) },
  )
}
