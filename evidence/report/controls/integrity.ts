import type { Control } from '../control.ts'
import { Tally } from '../tally.ts'
import { count, list } from '../wording.ts'

/** 164.312(c)(1), (c)(2): alteration is detected, by a mechanism. */
export const integrity: Control = {
  id: '312-c',
  citation: '45 CFR 164.312(c)(1), (c)(2)',
  protocol: 'S49, S50',
  addressable: true,
  title: 'Integrity of the record',
  question: 'Can it be shown that no recorded event was altered, removed, inserted or reordered?',
  method:
    'The verifier walked the ledger: SHA-256 chain over the exact bytes of each event, RFC 6962 tree root, Ed25519 signature under the pinned key. Its verdict is taken as it is.',
  limits:
    'It covers the record of access, not the clinical data themselves. Whoever holds the signing key today could have written another history unless a witness or a locked store stands against it.',
  touchedByGaps: 'never',
  start() {
    const tally = new Tally()
    let writes = 0
    let digests = 0
    return {
      fold(fact) {
        if (fact.kind === 'effect' && fact.data.outcome === 'done') {
          writes++
          if (fact.data.digest !== undefined) digests++
        }
        tally.sampled(
          fact.n,
          () => `${fact.event.kind}, source ${fact.event.source.id}, sequence ${fact.event.source.seq}`,
        )
      },
      result({ last, verdict }) {
        tally.add(verdict.events)
        if (verdict.integrity === 'broken') {
          for (const gap of verdict.gaps) tally.except(last, gap)
          if (tally.exceptions === 0) tally.except(last, 'the verifier calls the ledger broken')
          return tally.finding(
            'exception',
            `The verifier found the ledger broken: ${list(verdict.gaps, 2) || 'no detail given'}.`,
          )
        }
        const { overlaid = [] } = verdict
        for (const { key } of overlaid) tally.except(last, `something was put over ${key}`)
        if (overlaid.length > 0)
          return tally.finding(
            'exception',
            `${count(verdict.events, 'event')} verified, but somebody put newer versions or delete markers over ${count(overlaid.length, 'object')} of the ledger. The first versions hold; find out who did it.`,
          )
        return tally.finding(
          verdict.events > 0 ? 'supported' : 'insufficient',
          `${count(verdict.events, 'event')} verified under key ${verdict.keyId}: chain, tree root and signatures hold. ${digests} of ${count(writes, 'exchange')} carried out in the period ${digests === 1 ? 'names' : 'name'} the digest of the bytes that were sent.`,
        )
      },
    }
  },
}
