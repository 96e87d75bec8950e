import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Verdict, verifyLedger } from '#evidence'
import { colours } from '../colour.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../io.ts'
import { LEDGER_OPTIONS, ledgerPlace, openLedger } from '../ledger-place.ts'
import { progress } from '../progress.ts'

export const verifyCommand: Command = {
  name: 'evidence verify',
  summary: 'verify a ledger from its files and a public key; names the first bad event',
  usage: '[PATH]',
  options: {
    ...LEDGER_OPTIONS,
    expect: {
      type: 'string',
      value: 'FILE',
      help: 'a checkpoint kept elsewhere: the ledger must still hold its events',
    },
    checkpoint: { type: 'boolean', help: 'print the checkpoint of the verified ledger, to keep elsewhere' },
    json: { type: 'boolean', help: 'print the verdict as JSON' },
  },
  examples: [
    ['cordon evidence verify', 'the ledger of the Cordon in this folder'],
    [
      'cordon evidence verify ./store --key sealer.pem --expect last-week.checkpoint',
      'as an auditor: files and a key only',
    ],
    [
      'cordon evidence verify s3://bucket/prefix --key sealer.pem --region us-east-1',
      'the same from a bucket, with the credentials of the AWS environment variables, files or role',
    ],
  ],
  run: async (call, io) => {
    const place = ledgerPlace(call, io)
    const expect = call.text('expect')
    const bar = progress(io, 'verifying')
    const verdict = await verifyLedger({
      store: await openLedger(place),
      shard: place.shard,
      publicKey: place.publicKey,
      ...(expect === undefined ? {} : { expectAtLeast: readFileSync(resolve(io.cwd, expect), 'utf8') }),
      onSegment: ({ tip }) => bar.tick(`${tip.next} events`),
    })
    bar.end()
    if (call.flag('json')) io.out(`${JSON.stringify(verdict)}\n`)
    else
      io.out(
        call.flag('checkpoint') && verdict.checkpoint !== null ? verdict.checkpoint : renderVerdict(verdict, io.colour),
      )
    return verdict.integrity === 'intact' && verdict.overlaid.length === 0 ? EXIT.ok : EXIT.failure
  },
}

/** A verdict for people: what holds, the first bad place, what is missing, what is not proven. */
export function renderVerdict(verdict: Verdict, colour: boolean): string {
  const { bold, green, red, yellow, dim } = colours(colour)
  const { integrity, completeness, firstBad, gaps, overlaid, events, segments, keyId, root, assurance, separation } =
    verdict
  const lines = [
    integrity === 'intact'
      ? `${green('✓ intact')}    ${bold(String(events))} events in ${segments} segments are those that were sealed`
      : `${red('✗ broken')}    ${firstBad?.message ?? 'the ledger cannot be read'}`,
    ...(firstBad === null
      ? []
      : [
          `            first bad event: ${bold(String(firstBad.n))}${firstBad.segment ? ` in ${firstBad.segment}` : ''}${firstBad.byteOffset === null ? '' : `, byte ${firstBad.byteOffset}`}`,
        ]),
    ...(overlaid.length === 0 ? [] : [`${red('! overlaid')}  ${overlaidText(overlaid.length)}`]),
    ...overlaid
      .slice(0, MOST_GAPS_SHOWN)
      .map(
        ({ key, versions, isHidden }) => `            ${key}: ${isHidden ? 'a delete marker' : `${versions} versions`}`,
      ),
    completeness === 'complete'
      ? `${green('✓ complete')}  every sequence without gap, every allow with its effect`
      : `${yellow('! incomplete')}`,
    ...gaps.slice(0, MOST_GAPS_SHOWN).map((gap) => `            ${gap}`),
    ...(gaps.length > MOST_GAPS_SHOWN
      ? [`            and ${gaps.length - MOST_GAPS_SHOWN} more (--json lists all)`]
      : []),
    dim(`  key ${keyId} · root ${root}`),
    dim(
      `  assurance ${assurance.join(', ') || 'none'} · separation ${separation.join(', ') || 'none'}${separation.includes('combined') ? ' (whoever owns the machine could have sealed something else)' : ''}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

function overlaidText(count: number): string {
  const objects = count === 1 ? 'an object has' : `${count} objects have`
  return `${objects} a newer version or a delete marker on top: somebody tried to replace or hide them. What was verified is the first version`
}

const MOST_GAPS_SHOWN = 10
