import type { Figure } from '../figure.ts'

/** CPU seconds that some work takes in this process: neighbours on the machine count little. */
export async function cpuOf(work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return Math.max(1, user + system) / 1e6
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

export function bytesOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}

/** A figure that stands alone, or one beside what it is held against. */
export function figure(
  id: string,
  value: number,
  unit: string,
  aim: string | null = null,
  beside: { readonly id: string; readonly value: number } | null = null,
): Figure {
  return { id, value, unit, against: beside?.id ?? null, ratio: beside === null ? null : value / beside.value, aim }
}
