/**
 * One change of a name that was sent to the server, and that the server may yet refuse or skip. Exactly one of
 * the three ends it.
 */
export interface Change {
  /** The server did it. */
  keep(): void
  /** The server did not: what the name meant before holds, under whatever was sent since. */
  undo(): void
  /** Nobody can say: the name means nothing any more, until it is made anew. */
  forget(): void
}

interface Layer<T> {
  /** Null: the name is ended. */
  readonly value: T | null
  /** Group of messages that it was sent in: an error skips to the end of its own group. */
  readonly group: number
  kept: boolean
}

/**
 * A name table whose newest changes are not confirmed. They lie in layers: a pipeline may change a name again
 * before the server has said whether it made the first change, and each may then fail by itself.
 */
export class LayeredNames<T> {
  readonly #names = new Map<string, Layer<T>[]>()

  get size(): number {
    return this.#names.size
  }

  /** What the name means if the server does everything that was sent. */
  get(name: string): T | undefined {
    return this.#names.get(name)?.at(-1)?.value ?? undefined
  }

  /** Whether that hangs on the outcome of an earlier group. */
  isUnsure(name: string, group: number): boolean {
    const layer = this.#names.get(name)?.at(-1)
    return layer !== undefined && !layer.kept && layer.group < group
  }

  *values(): Iterable<T> {
    for (const layers of this.#names.values()) for (const { value } of layers) if (value !== null) yield value
  }

  set(name: string, value: T | null, group: number): Change {
    const layer: Layer<T> = { value, group, kept: false }
    const layers = this.#names.get(name)
    if (layers) layers.push(layer)
    else this.#names.set(name, [layer])
    return {
      keep: () => {
        layer.kept = true
        this.#cut(name, (layers) => layers.slice(layers.indexOf(layer)))
      },
      undo: () => this.#cut(name, (layers) => layers.filter((one) => one !== layer)),
      forget: () => this.#cut(name, (layers) => layers.slice(layers.indexOf(layer) + 1)),
    }
  }

  /** Ends every name. */
  clear(group: number): Change {
    return together([...this.#names.keys()].map((name) => this.set(name, null, group)))
  }

  /** Ends what the server ended by itself; answers it. */
  end(isOver: (value: T) => boolean): readonly T[] {
    const over: T[] = []
    for (const name of [...this.#names.keys()])
      this.#cut(name, (layers) =>
        layers.filter(({ value }) => {
          if (value === null || !isOver(value)) return true
          over.push(value)
          return false
        }),
      )
    return over
  }

  #cut(name: string, change: (layers: Layer<T>[]) => Layer<T>[]): void {
    const layers = this.#names.get(name)
    if (layers === undefined) return
    const left = change(layers)
    const [only] = left
    if (only === undefined || (left.length === 1 && only.kept && only.value === null)) this.#names.delete(name)
    else this.#names.set(name, left)
  }
}

/** Several changes of one message. */
export function together(changes: readonly Change[]): Change {
  return {
    keep: () => {
      for (const change of changes) change.keep()
    },
    undo: () => {
      for (const change of changes) change.undo()
    },
    forget: () => {
      for (const change of changes) change.forget()
    },
  }
}
