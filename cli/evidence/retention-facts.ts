import { openFolderStore, type RetentionFacts, readFolderRetention } from '#evidence'

/** 164.316(b)(2)(i): six years from creation or from the date when it last was in effect. */
const YEARS = 6
const MOST_LISTED = 256
const KEPT = ['segments', 'policies'] as const

/** What a folder says of how long its segments and policies are kept. */
export async function retentionFacts(folder: string, shard: string): Promise<RetentionFacts> {
  const store = await openFolderStore(folder, { access: 'read' })
  const short: { key: string; until: string | null }[] = []
  let objects = 0
  for (const part of KEPT) {
    for await (const key of store.list(`v1/${shard}/${part}/`)) {
      objects++
      const { until, createdAt } = await readFolderRetention(folder, key)
      const least = new Date(createdAt)
      least.setUTCFullYear(least.getUTCFullYear() + YEARS)
      const isShort = until === null || until < least
      if (isShort && short.length < MOST_LISTED) short.push({ key, until: until?.toISOString() ?? null })
    }
  }
  return { objects, short, enforcedBy: 'declared' }
}
