import { EventStream } from '#test/events'

/** The officer who reviews and approves, with no agent between. */
export const OMAR = { human: 'clinic|omar', agent: '', assurance: 'idp' } as const

/** One session: two rows read under an allow, and a deny that was kept. */
export function exchanges(): EventStream {
  const stream = new EventStream().open('ses_1')
  stream.decision('dec_1', 'allow').effect('dec_1', 'done', { rows: 2 })
  return stream.decision('dec_2', 'deny').effect('dec_2', 'refused')
}
