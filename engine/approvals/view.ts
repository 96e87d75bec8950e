/** What one kind of action shows of itself, before anything is made visible and cut. */
export interface View {
  /** What would be done, in words. */
  readonly effects: readonly string[]
  /** To what: relations, refs. */
  readonly relations: readonly string[]
  /** With what in it: columns, findings. */
  readonly columns: readonly string[]
  /** How much. */
  readonly rows: string
  /** True where not even the request holds everything. */
  readonly clipped: boolean
}
