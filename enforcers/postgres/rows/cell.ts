/** What is done to the values of one column. NULL stays NULL in any case. */
export type CellRule =
  /** Not looked at. */
  | { readonly kind: 'keep' }
  /** Every value becomes this one; null is SQL NULL. */
  | { readonly kind: 'fixed'; readonly phiClass: string; readonly value: Uint8Array | null }
  | { readonly kind: 'each'; readonly mask: CellMask }

/**
 * Masks one value. Answers the same object where nothing changed, other bytes otherwise, null for SQL NULL.
 * `found` counts by class; nothing is counted for a value that stays.
 */
export type CellMask = (value: Uint8Array, found: Found) => Uint8Array | null

export type Found = (phiClass: string, count: number) => void
