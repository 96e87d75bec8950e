import type { Phi } from '#phi'
import type { PhiAccount } from '#schemas'
import type { EnforcerContext } from '../enforcer.ts'
import type { Tally } from './analyst.ts'

const MOST_SUBJECTS = 64
const MOST_CLASSES = 128

export interface TallyParts {
  readonly commit: EnforcerContext['commit']
  readonly detector: Pick<Phi, 'version' | 'digest'>
}

/** Counts of one exchange. Patients are kept as keyed references, 64 at most, then only a flag. */
export function createTally({ commit, detector }: TallyParts): Tally {
  const masked = new Map<string, PhiAccount['masked'][number]>()
  const counter = (by: PhiAccount['masked'][number]['by'], phiClass: string): { count: number } => {
    const key = `${by} ${phiClass}`
    const known = masked.get(key) ?? { class: phiClass, by, count: 0 }
    masked.set(key, known)
    return known
  }
  const released = new Map<string, number>()
  const seen = new Set<string>()
  const subjects: string[] = []
  let overflow = false

  return {
    masked(by, phiClass, count) {
      counter(by, phiClass).count += count
    },
    counter,
    get subjectsFull() {
      return overflow
    },
    released(phiClass, count) {
      released.set(phiClass, (released.get(phiClass) ?? 0) + count)
    },
    subject(value) {
      if (overflow || seen.has(value)) return
      if (subjects.length === MOST_SUBJECTS) {
        overflow = true
        return
      }
      seen.add(value)
      subjects.push(commit('patient', value))
    },
    account: () => ({
      masked: [...masked.values()]
        .filter(({ count }) => count > 0)
        .slice(0, MOST_CLASSES)
        .map((one) => ({ ...one })),
      released: [...released].slice(0, MOST_CLASSES).map(([name, count]) => ({ class: name, count })),
      subjects,
      subjectsOverflow: overflow,
      detector: { version: detector.version, digest: detector.digest },
    }),
  }
}
