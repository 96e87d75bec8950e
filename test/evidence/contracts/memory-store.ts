import { checkPrefix, partsOf } from '../../../evidence/store/key.ts'
import type { ObjectStore, Retention } from '../../../evidence/store/object-store.ts'
import { StoreError } from '../../../evidence/store/store-error.ts'

/** A store in memory: tests put, take and change objects in it as an enemy would. */
export class MemoryStore implements ObjectStore {
  readonly objects: Map<string, Uint8Array>
  readonly retention: Map<string, Retention> = new Map()

  constructor(objects: Iterable<readonly [string, Uint8Array]> = []) {
    this.objects = new Map(objects)
  }

  async create(key: string, bytes: Uint8Array, retention?: Retention): Promise<'created' | 'same'> {
    partsOf(key)
    const held = this.objects.get(key)
    if (held && !Buffer.from(held).equals(bytes)) throw new StoreError('conflict', `${key} holds other bytes`)
    if (held) return 'same'
    this.objects.set(key, Uint8Array.from(bytes))
    if (retention) this.retention.set(key, retention)
    return 'created'
  }

  async get(key: string): Promise<Uint8Array | null> {
    partsOf(key)
    return this.objects.get(key) ?? null
  }

  async *list(prefix: string, after = ''): AsyncIterable<string> {
    checkPrefix(prefix)
    for (const key of [...this.objects.keys()].sort()) if (key.startsWith(prefix) && key > after) yield key
  }

  copy(): MemoryStore {
    return new MemoryStore(this.objects)
  }
}
