import type { Control } from '../control.ts'
import { Tally } from '../tally.ts'
import { count, grouped } from '../wording.ts'

/** 164.312(a)(2)(iv): recorded content is encrypted where it lies. */
export const payloadEncryption: Control = {
  id: '312-a-2-iv',
  citation: '45 CFR 164.312(a)(2)(iv)',
  protocol: 'S47',
  addressable: true,
  title: 'Encryption of recorded content',
  question: 'Is every recorded exchange kept as an authenticated ciphertext, and nothing in the clear?',
  method:
    'Effects name each recorded exchange by the SHA-256 of its ciphertext. A reader with the key opens the frames in the store; its count is handed in. An exception is a frame that is not encrypted or fails its authentication.',
  limits: "Encryption of the clinical systems' own disks and backups, and the keeping of the keys, is not seen here.",
  touchedByGaps: 'by-source',
  start() {
    const tally = new Tally()
    return {
      fold(fact) {
        const payload = fact.kind === 'effect' ? fact.data.payload : undefined
        if (payload === undefined) return
        tally.judge(
          fact,
          () =>
            `exchange ${payload.exchange} of ${fact.event.session ?? 'no session'}: ciphertext ${payload.digest.slice(0, 16)}…`,
        )
      },
      result({ last, recordings }) {
        if (tally.population === 0) return tally.nothing('exchange was recorded')
        const named = count(tally.population, 'recorded exchange')
        if (recordings === undefined || recordings === null)
          return tally.finding(
            'insufficient',
            `The ledger names ${named} by the digest of a ciphertext; no reader with the key opened them for this report.`,
          )
        const { bad, frames, opened } = recordings
        for (const { exchange, session, why } of bad) tally.except(last, `exchange ${exchange} of ${session}: ${why}`)
        if (tally.exceptions > 0)
          return tally.finding(
            'exception',
            `${grouped(tally.exceptions)} of ${count(frames, 'frame')} could not be trusted.`,
          )
        if (opened < tally.population || opened < frames)
          return tally.finding(
            'insufficient',
            `The ledger names ${named}, the store held ${count(frames, 'frame')}, and ${grouped(opened)} could be opened: the rest was shredded, lost or not looked at.`,
          )
        return tally.finding(
          'supported',
          `The ledger names ${named}; ${count(opened, 'frame')} in the store opened under the key with intact authentication.`,
        )
      },
    }
  },
}
