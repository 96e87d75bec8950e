import { join } from 'node:path'
import { listReceived, type PushStore } from './new-objects.ts'

const SAFE_DIRECTORY = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' }

export interface ReceivedParts {
  /** Folder of the repository. */
  readonly folder: string
  /** GIT_QUARANTINE_PATH; empty where the objects are among the others already. */
  readonly quarantine: string
  /** GIT_SHALLOW_FILE; empty where there is none. */
  readonly shallow: string
  readonly path: string
  readonly signal: AbortSignal
}

/** The objects of a push as a hook finds them (git-receive-pack(1), QUARANTINE ENVIRONMENT). */
export function receivedStore({ folder, quarantine, shallow, path, signal }: ReceivedParts): PushStore {
  const objects = join(folder, 'objects')
  const common = { ...SAFE_DIRECTORY, GIT_DIR: folder, ...(shallow === '' ? {} : { GIT_SHALLOW_FILE: shallow }) }
  const place = (env: Readonly<Record<string, string>>) => ({ folder, path, signal, env: { ...common, ...env } })
  const existing = place({})
  if (quarantine === '')
    return { place: existing, list: (tips) => listReceived(tips, { place: existing, incoming: null, existing }) }
  const both = place({
    GIT_OBJECT_DIRECTORY: quarantine,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    GIT_QUARANTINE_PATH: quarantine,
  })
  const incoming = place({ GIT_OBJECT_DIRECTORY: quarantine })
  return { place: both, list: (tips) => listReceived(tips, { place: both, incoming, existing }) }
}
