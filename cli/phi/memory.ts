import { randomBytes } from 'node:crypto'
import { type SeenOptions, SeenValues } from '#phi'
import type { Config, EventDraft } from '#schemas'

const HOUR_MS = 3_600_000
const DEFAULTS = { enabled: true, hours: 24, entries: 200_000, probes: 20_000 }

/** How long and how much is remembered, as the configuration says; null: nothing is. */
export function memoryOf(config: Config): Pick<SeenOptions, 'ttlMs' | 'most' | 'mostProbes'> | null {
  const { enabled, hours, entries, probes } = { ...DEFAULTS, ...config.phi?.memory }
  return enabled ? { ttlMs: hours * HOUR_MS, most: entries, mostProbes: probes } : null
}

/**
 * One memory for all enforcers of this process. Its key is made now and kept nowhere: what is remembered ends with the process. An
 * alarm is recorded once an hour where agents ask after too much.
 */
export function openMemory(
  limits: ReturnType<typeof memoryOf>,
  { now, record }: { readonly now: () => number; readonly record: (draft: EventDraft) => unknown },
): { readonly memory?: SeenValues } {
  if (limits === null) return {}
  const onLimit = (): void => void record({ kind: 'alarm', data: { code: 'phi.probes', message: MESSAGE } })
  return { memory: new SeenValues({ key: randomBytes(32), now, ...limits, onLimit }) }
}

const MESSAGE =
  'text of agents held more different words and numbers against the values that were seen than phi.memory.probes allows in an hour: until the next one their text is not held against them'
