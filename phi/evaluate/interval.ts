/** A share with its 95 % interval; all null where there was nothing to count. */
export interface Interval {
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

const Z = 1.959964

/** Wilson's score interval (J. Am. Stat. Assoc. 22, 1927): holds near 0 and 1, where the plain one does not. */
export function wilson(successes: number, trials: number): Interval {
  if (trials === 0) return { share: null, low: null, high: null }
  const share = successes / trials
  const spread = Z * Z
  const centre = share + spread / (2 * trials)
  const margin = Z * Math.sqrt((share * (1 - share) + spread / (4 * trials)) / trials)
  const scale = 1 + spread / trials
  return { share, low: Math.max(0, (centre - margin) / scale), high: Math.min(1, (centre + margin) / scale) }
}
