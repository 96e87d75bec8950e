import { ACCOUNTS } from './accounts.ts'
import { CONTACT } from './contact.ts'
import { DATES } from './dates.ts'
import type { Detector } from './detector.ts'
import { IDENTIFIERS } from './identifiers.ts'
import { NAMES } from './names.ts'
import { NATIONAL } from './national.ts'
import { NETWORK } from './network.ts'
import { OTHERS } from './others.ts'
import { SECRETS } from './secrets.ts'
import { THINGS } from './things.ts'

/** Every detector that Cordon ships. The order means nothing: the longest finding wins, then the surest. */
export const DETECTORS: readonly Detector[] = [
  ...IDENTIFIERS,
  ...ACCOUNTS,
  ...THINGS,
  ...OTHERS,
  ...NATIONAL,
  ...CONTACT,
  ...DATES,
  ...NAMES,
  ...NETWORK,
  ...SECRETS,
]
