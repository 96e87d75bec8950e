import type { Phi } from '#phi'
import { type PhiAccount, remember } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Tally } from './analyst.ts'

const MOST_SUBJECTS = 64
const MOST_CLASSES = 128

export interface TallyParts {
  readonly commit: EnforcerContext['commit']
  readonly detector: Pick<Phi, 'version' | 'digest'>
}

/** The account of an exchange that held nothing to count: made once, since most are like that. */
export function emptyAccount({ version, digest }: TallyParts['detector']): PhiAccount {
  const detector = { version, digest }
  return remember({ detector, masked: [], released: [], subjects: [], subjectsOverflow: false })
}

/** Counts of one exchange. Patients are kept as keyed references, 64 at most, then only a flag. */
export class ExchangeTally implements Tally {
  readonly #parts: TallyParts & { readonly empty?: PhiAccount }
  // Made when first needed: most exchanges hold nothing to count.
  #masked: Map<string, PhiAccount['masked'][number]> | null = null
  #released: Map<string, number> | null = null
  #subjects: Map<string, string> | null = null
  #overflow = false

  constructor(parts: TallyParts & { readonly empty?: PhiAccount }) {
    this.#parts = parts
  }

  masked(by: 'label' | 'scan' | 'derived', phiClass: string, count: number): void {
    this.counter(by, phiClass).count += count
  }

  counter(by: 'label' | 'scan' | 'derived', phiClass: string): { count: number } {
    this.#masked ??= new Map()
    const key = `${by} ${phiClass}`
    const known = this.#masked.get(key)
    if (known) return known
    const first = { class: phiClass, by, count: 0 }
    this.#masked.set(key, first)
    return first
  }

  get subjectsFull(): boolean {
    return this.#overflow
  }

  released(phiClass: string, count: number): void {
    this.#released ??= new Map()
    this.#released.set(phiClass, (this.#released.get(phiClass) ?? 0) + count)
  }

  subject(value: string): void {
    if (this.#overflow) return
    this.#subjects ??= new Map()
    if (this.#subjects.has(value)) return
    if (this.#subjects.size === MOST_SUBJECTS) this.#overflow = true
    else this.#subjects.set(value, this.#parts.commit('patient', value))
  }

  get listed(): boolean {
    return this.#subjects !== null
  }

  unlisted(): void {
    this.#overflow = true
  }

  account(): PhiAccount {
    const isEmpty = !this.#masked && !this.#released && !this.#subjects && !this.#overflow
    if (isEmpty && this.#parts.empty) return this.#parts.empty
    const { version, digest } = this.#parts.detector
    return {
      masked: [...(this.#masked?.values() ?? [])].filter(({ count }) => count > 0).slice(0, MOST_CLASSES),
      released: [...(this.#released ?? [])].slice(0, MOST_CLASSES).map(([name, count]) => ({ class: name, count })),
      subjects: [...(this.#subjects?.values() ?? [])],
      subjectsOverflow: this.#overflow,
      detector: { version, digest },
    }
  }
}
