import type { NewObject, NewObjects } from './new-objects.ts'
import { type ObjectType, readObjects } from './object-stream.ts'
import { readTree, readWritten } from './objects.ts'
import { type GitPlace, runGit } from './process.ts'

const MOST_LIST_BYTES = 256 * 1024 * 1024
/** A tree or a commit beyond this is no work of people; it then leads to nothing, and what is in it is told as unreachable. */
const MOST_SMALL_BYTES = 32 * 1024 * 1024

interface Link {
  readonly id: string
  readonly name: string
}

/**
 * Everything in a repository that holds one pack and nothing else: all of it is new. What the refs lead to is walked here, since
 * git would stop at the first object that only the server has.
 */
export async function listPacked(tips: readonly string[], place: GitPlace): Promise<NewObjects> {
  const heads = await listAll(place)
  const links = await readLinks(heads, place)
  const paths = new Map<string, string>()
  const queue: Link[] = tips.filter((id) => heads.has(id)).map((id) => ({ id, name: '' }))
  for (const { id } of queue) paths.set(id, '')
  for (let link = queue.pop(); link !== undefined; link = queue.pop()) {
    for (const { id, name } of links.get(link.id) ?? []) {
      if (!heads.has(id) || paths.has(id)) continue
      const path = name === '' ? '' : link.name === '' ? name : `${link.name}/${name}`
      paths.set(id, path)
      queue.push({ id, name: path })
    }
  }
  const objects = [...heads.values()].map((head): NewObject => ({ ...head, path: paths.get(head.id) ?? '' }))
  const unreachable = objects.filter(({ id }) => !paths.has(id)).map(({ id }) => id)
  return { objects, unreachable: unreachable.sort() }
}

type Heads = ReadonlyMap<string, Omit<NewObject, 'path'>>

async function listAll(place: GitPlace): Promise<Heads> {
  const { out } = await runGit(['cat-file', '--batch-all-objects', '--batch-check', '--unordered'], place, {
    most: MOST_LIST_BYTES,
  })
  const heads = new Map<string, Omit<NewObject, 'path'>>()
  for (const line of out.toString('latin1').split('\n').filter(Boolean)) {
    const [id = '', type = '', size = ''] = line.split(' ')
    heads.set(id, { id, type: type as ObjectType, size: Number(size) })
  }
  return heads
}

async function readLinks(heads: Heads, place: GitPlace): Promise<ReadonlyMap<string, readonly Link[]>> {
  const links = new Map<string, readonly Link[]>()
  const wanted = [...heads.values()].filter(({ type, size }) => type !== 'blob' && size <= MOST_SMALL_BYTES)
  await readObjects(
    wanted.map(({ id }) => id),
    place,
    ({ id, type }) => {
      const chunks: Buffer[] = []
      return {
        write: (chunk) => void chunks.push(chunk),
        settle: () => null,
        end: () => {
          links.set(id, linksOf(type, Buffer.concat(chunks), id.length / 2))
          return null
        },
      }
    },
  )
  return links
}

function linksOf(type: ObjectType, bytes: Buffer, idBytes: number): readonly Link[] {
  if (type === 'tree')
    return readTree(bytes, idBytes)
      .filter(({ kind }) => kind !== 'submodule')
      .map(({ id, name }) => ({ id, name }))
  const { parents, target } = readWritten(bytes)
  return [...parents, target].map((id) => ({ id, name: '' }))
}
