import {
  activationObjects,
  createPolicyKeeper,
  type PolicyBundle,
  type PolicyKeeper,
  readBundle,
  watchBundle,
} from '#engine'
import { within } from '../config.ts'
import type { DataFolder } from '../data-folder.ts'
import { PACKAGE_ROOT } from '../package-root.ts'
import type { Logger } from './logger.ts'
import type { Recording } from './recorder.ts'
import type { Settings } from './settings.ts'

const DAY_MS = 86_400_000
const RELOAD_SECONDS = 10
const IN_FORCE = 'policy.json'

export interface PolicyParts {
  readonly settings: Settings
  readonly folder: DataFolder
  readonly recording: Pick<Recording, 'log' | 'store'>
  readonly logger: Logger
  readonly now: () => number
}

export interface ComposedPolicy {
  readonly keeper: PolicyKeeper
  readonly close: () => Promise<void>
}

/** Folder of the built-in bundle. */
export const BUILT_IN: string = `${PACKAGE_ROOT}policies/built`

/** Puts the configured bundle in force, writes it to the store, and watches it for newer ones. */
export async function composePolicy({
  settings,
  folder,
  recording,
  logger,
  now,
}: PolicyParts): Promise<ComposedPolicy> {
  const { bundle, keys = [], reloadSeconds = RELOAD_SECONDS } = settings.config.policy ?? {}
  const place = bundle === undefined ? BUILT_IN : within(settings.loaded, bundle)
  const least = leastSequence(folder, place)
  const keeper = await createPolicyKeeper({
    load: () => readBundle(place, { keys }),
    record: (draft) => recording.log.append(draft),
    allowOlder: false,
    leastSequence: least,
    onActivated: (active) => {
      folder.write(
        IN_FORCE,
        JSON.stringify({ place, sequence: active.manifest.sequence, digest: active.manifest.digest }),
      )
      keep(active).catch((error: unknown) =>
        logger.error('the active policy could not be stored', { error: String(error) }),
      )
    },
  })

  // A digest in a decision must resolve in ten years: module, data and source are evidence, too.
  async function keep(active: PolicyBundle): Promise<void> {
    const until = new Date(now() + settings.retentionDays * DAY_MS)
    for (const { key, bytes } of activationObjects(active)) {
      await recording.store.create(`v1/${settings.shard}/${key}`, bytes, { until, mode: 'compliance' })
    }
  }

  const end = new AbortController()
  const watching = watchBundle({
    folder: place,
    everyMs: reloadSeconds * 1000,
    signal: end.signal,
    onChange: async () => {
      const { outcome } = await keeper.reload()
      logger[outcome === 'refused' ? 'error' : 'info']('the policy bundle has changed', {
        outcome,
        digest: keeper.current().reference.digest,
      })
      return outcome !== 'refused'
    },
  })
  return {
    keeper,
    close: async () => {
      end.abort()
      await watching
    },
  }
}

// Sequences of one bundle folder only go up; another folder is another line of policy.
function leastSequence(folder: DataFolder, place: string): number {
  const last = folder.readJson(IN_FORCE) as { readonly place?: unknown; readonly sequence?: unknown } | null
  if (last === null) return 0
  return last.place === place && typeof last.sequence === 'number' ? last.sequence : 0
}
