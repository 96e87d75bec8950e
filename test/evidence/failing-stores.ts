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

/** The calls of a store, to replace some of. */
export function methods(store: ObjectStore): ObjectStore {
  return {
    create: (...given) => store.create(...given),
    get: (name) => store.get(name),
    list: (...given) => store.list(...given),
  }
}
