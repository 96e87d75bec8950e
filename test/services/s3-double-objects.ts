import { createHash, randomBytes } from 'node:crypto'

/** What a bad service does, each as a real one was seen to, or could. */
export type Fault =
  | 'creates-twice'
  | 'takes-any-bytes'
  | 'deletes-locked'
  | 'shortens-locks'
  | 'forgets-locks'
  | 'has-no-lock'
  | 'keeps-no-versions'
  | 'lists-no-versions'
  | 'lists-backwards'
  | 'lists-without-end'
  | 'flips-a-bit'
  | 'cuts-bodies'
  | 'claims-a-terabyte'
  | 'is-busy'
  | 'is-full'
  | 'is-silent'
  | 'loses-answers'
  | 'speaks-nonsense'

export interface Version {
  readonly id: string
  readonly bytes: Buffer
  readonly isMarker: boolean
  readonly at: Date
  mode: string | undefined
  until: string | undefined
}

/** An answer that refuses. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

export interface PutRequest {
  readonly key: string
  readonly bytes: Buffer
  readonly header: (name: string) => string | undefined
}

/** Objects, versions and locks, as S3 has them, but for the faults that are switched on. */
export class Objects {
  readonly faults: Set<Fault>
  /** Versions of each key, newest first. */
  readonly keys: Map<string, Version[]> = new Map()

  constructor(faults: Set<Fault>) {
    this.faults = faults
  }

  put({ key, bytes, header }: PutRequest): Version {
    const digest = createHash('sha256').update(bytes).digest('base64')
    if (!this.faults.has('takes-any-bytes') && (header('x-amz-checksum-sha256') ?? digest) !== digest)
      throw new Refusal(400, 'BadDigest')
    const versions = this.keys.get(key) ?? []
    const isTaken = versions[0] !== undefined && !versions[0].isMarker
    if (header('if-none-match') === '*' && isTaken && !this.faults.has('creates-twice'))
      throw new Refusal(412, 'PreconditionFailed')
    const keeps = !this.faults.has('forgets-locks')
    return this.add(key, {
      bytes,
      isMarker: false,
      mode: keeps ? header('x-amz-object-lock-mode') : undefined,
      until: keeps ? header('x-amz-object-lock-retain-until-date') : undefined,
    })
  }

  add(key: string, version: Pick<Version, 'bytes' | 'isMarker' | 'mode' | 'until'>): Version {
    const made = { ...version, id: randomBytes(12).toString('hex'), at: new Date() }
    this.keys.set(key, [made, ...(this.keys.get(key) ?? [])])
    return made
  }

  get(key: string, id: string | null): Version {
    const versions = this.keys.get(key) ?? []
    const found = id === null ? versions[0] : versions.find((version) => version.id === id)
    if (found === undefined || found.isMarker) throw new Refusal(404, id === null ? 'NoSuchKey' : 'NoSuchVersion')
    return found
  }

  lock(key: string, id: string | null, { mode, until }: { readonly mode: string; readonly until: string }): void {
    const version = this.get(key, id)
    const isShorter = Date.parse(until) < Date.parse(version.until ?? '')
    if (isShorter && !this.faults.has('shortens-locks')) throw new Refusal(403, 'AccessDenied')
    if (this.faults.has('forgets-locks')) return
    version.mode = mode
    version.until = until
  }

  delete(key: string, id: string | null): void {
    if (id === null) {
      this.add(key, { bytes: Buffer.alloc(0), isMarker: true, mode: undefined, until: undefined })
      return
    }
    const { until } = this.get(key, id)
    if (Date.parse(until ?? '') > Date.now() && !this.faults.has('deletes-locked'))
      throw new Refusal(403, 'AccessDenied')
    this.keys.set(
      key,
      (this.keys.get(key) ?? []).filter((version) => version.id !== id),
    )
  }

  /** Versions in the order of S3: by key, and the newest of each first. */
  list(prefix: string): readonly (readonly [string, Version, isLatest: boolean])[] {
    if (this.faults.has('lists-no-versions')) return []
    const keys = [...this.keys.keys()].filter((key) => key.startsWith(prefix)).sort()
    if (this.faults.has('lists-backwards')) keys.reverse()
    return keys.flatMap((key) => (this.keys.get(key) ?? []).map((version, at) => [key, version, at === 0] as const))
  }
}
