import type { Figure } from '../figure.ts'
import { cordonEngine, peerEngines, peerVersions } from './engines.ts'
import { benchLimits } from './limits.ts'
import { benchMasked } from './masked.ts'
import { benchSpeed } from './speed.ts'
import { benchStreams } from './streams.ts'

/** Of 13.2 MB: what a run masks of the mixed corpus. */
const SCALE = 0.5

/** npm run bench -- phi: how fast, how much of it is found, and what it costs at its limits, beside every npm peer. */
export async function benchPhi(): Promise<readonly Figure[]> {
  const peers = await peerEngines()
  if (peers.length > 0) process.stderr.write(`peers: ${peerVersions().join(', ')}\n`)
  return [
    ...(await benchSpeed(peers, SCALE)),
    ...(await benchStreams()),
    ...(await benchMasked(cordonEngine(), peers)),
    ...(await benchLimits(peers, SCALE)),
  ]
}

/** npm run bench -- phi-limits: the last part alone. */
export async function benchPhiLimits(): Promise<readonly Figure[]> {
  return benchLimits(await peerEngines(), SCALE)
}
