import type { Report } from '#schemas'

/** What a reader must not take this report to show: of every ledger, and of this one. */
export function notProven({ ledger, systems }: Report): readonly string[] {
  const found: string[] = []
  if (ledger.integrity === 'broken')
    found.push(
      'Integrity is broken: events were altered, removed or inserted after sealing. Nothing here is supported.',
    )
  if (ledger.completeness === 'incomplete')
    found.push(
      'The record is incomplete: see the gaps under "Ledger". Controls that rest on those sources are insufficient.',
    )
  if (ledger.assurance.includes('demo'))
    found.push(
      'Assurance demo: names of humans and agents come from a local issuer, whose keys an agent of the same operating-system user could read. Who acted is a claim, not a proof.',
    )
  if (ledger.assurance.includes('asserted'))
    found.push("Assurance asserted: for some sessions a server's word for who acted was taken as it is.")
  if (ledger.separation.includes('combined'))
    found.push(
      'Separation combined: enforcer, engine and sealer ran in one process. Whoever controls that process can record what did not happen and leave out what did.',
    )
  if (systems.length === 0)
    found.push('No register of systems was handed in: systems that Cordon does not stand before are not even named.')
  return [...found, ...ALWAYS]
}

const ALWAYS: readonly string[] = [
  'The tail: events that are not sealed yet, and whole segments cut off the end, show only against a checkpoint that somebody else kept.',
  'The past under one key: whoever holds the signing key and the store can write another history. Nobody cosigns checkpoints yet.',
  'Ways around: access that did not pass an enforcer left no event. Network rules and database permissions must rule it out.',
  'What detection missed: PHI that no label names and no detector finds is not counted as PHI.',
  'Clocks: times are those of the processes that recorded the events.',
]
