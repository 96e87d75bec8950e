import { CONTACT } from './contact.ts'
import { DATES } from './dates.ts'
import type { Detector } from './detector.ts'
import { IDENTIFIERS } from './identifiers.ts'
import { NAMES } from './names.ts'
import { NATIONAL } from './national.ts'
import { NETWORK } from './network.ts'
import { SECRETS } from './secrets.ts'

/** Every detector that Cordon ships. The order means nothing: the longest finding wins, then the surest. */
export const DETECTORS: readonly Detector[] = [
  ...IDENTIFIERS,
  ...NATIONAL,
  ...CONTACT,
  ...DATES,
  ...NAMES,
  ...NETWORK,
  ...SECRETS,
]
