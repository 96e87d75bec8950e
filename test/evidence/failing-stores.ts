import type { ObjectStore } from '../../evidence/store/object-store.ts'

/** A store that is gone from `create` number `at` on: before it was done, or after, when the answer is lost. */
export function dying(store: ObjectStore, at: number, when: 'before' | 'after'): ObjectStore {
  let creates = 0
  return {
    ...methods(store),
    create: async (...given) => {
      const dies = ++creates >= at
      if (dies && when === 'before') throw new Error('killed')
      const end = await store.create(...given)
      if (dies) throw new Error('killed')
      return end
    },
  }
}

/** A store that takes the lines of a segment, and nothing more. */
export function takesLinesOnly(store: ObjectStore): ObjectStore {
  return {
    ...methods(store),
    create: async (...given) => {
      if (!given[0].endsWith('.ndjson')) throw new Error('killed')
      return store.create(...given)
    },
  }
}

/** The calls of a store, to replace some of. */
export function methods(store: ObjectStore): ObjectStore {
  return {
    create: (...given) => store.create(...given),
    get: (name) => store.get(name),
    list: (...given) => store.list(...given),
  }
}
