/** One measured figure. Ratios count; absolute values depend on the machine. */
export interface Figure {
  readonly id: string
  readonly value: number
  readonly unit: string
  /** Id of the figure that it is held against: a peer or a floor of the same run. */
  readonly against: string | null
  readonly ratio: number | null
  /** What was aimed at, in words. */
  readonly aim: string | null
}
