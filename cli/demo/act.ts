/** One act of the story, as it came out: the line that `cordon demo --json` prints. */
export interface ActResult {
  readonly act: string
  readonly expected: string
  readonly observed: string
  readonly ok: boolean
  /** Decision id, where a decision stands behind it. */
  readonly decision: string | null
}

/** Tells an act while it happens; `lines` are for people, the result for machines. */
export interface Narrator {
  readonly chapter: (title: string) => void
  readonly step: (text: string) => void
  readonly statement: (who: string, text: string) => void
  readonly rows: (text: string) => void
  readonly refusal: (text: string) => void
  readonly act: (result: ActResult) => void
}
