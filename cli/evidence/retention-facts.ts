import type { EvidenceStore, RetentionFacts } from '#evidence'

/** 164.316(b)(2)(i): six years from creation or from the date when it last was in effect. */
const YEARS = 6
const MOST_LISTED = 256
const KEPT = ['segments', 'policies'] as const
/** Objects asked for at a time: a bucket answers each after a while, and many at once. */
const AT_ONCE = 16

/** What a store says of how long its segments and policies are kept. */
export async function retentionFacts(store: EvidenceStore, shard: string): Promise<RetentionFacts> {
  const short: { key: string; until: string | null }[] = []
  let objects = 0
  let isEnforced = true
  for (const part of KEPT) {
    for await (const keys of batches(store.list(`v1/${shard}/${part}/`))) {
      const facts = await Promise.all(keys.map(async (key) => ({ key, ...(await store.kept(key)) })))
      objects += keys.length
      for (const { key, until, createdAt, isEnforced: isThis } of facts) {
        isEnforced &&= isThis
        const isShort = until === null || until < sixYearsFrom(createdAt)
        if (isShort && short.length < MOST_LISTED) short.push({ key, until: until?.toISOString() ?? null })
      }
    }
  }
  return { objects, short, enforcedBy: isEnforced && objects > 0 ? 'store' : 'declared' }
}

async function* batches(keys: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let batch: string[] = []
  for await (const key of keys) {
    batch.push(key)
    if (batch.length < AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function sixYearsFrom(created: Date): Date {
  const least = new Date(created)
  least.setUTCFullYear(least.getUTCFullYear() + YEARS)
  return least
}
