import { isS3Place, openStore } from '#evidence'
import { colours } from '../colour.ts'
import type { Command } from '../command.ts'
import { CommandError, EXIT } from '../io.ts'
import { S3_OPTIONS, s3FromCall } from '../s3-access.ts'
import { readState } from '../state.ts'

export const doctorCommand: Command = {
  name: 'evidence doctor',
  summary: 'try whether a bucket keeps what evidence needs, with the credentials that will write there',
  usage: '[s3://BUCKET/PREFIX]',
  options: {
    data: { type: 'string', value: 'FOLDER', help: 'data folder of Cordon: gives the bucket where it is not named' },
    ...S3_OPTIONS,
  },
  examples: [
    ['cordon evidence doctor s3://hospital-evidence/cordon --region eu-central-1', 'before Cordon starts there'],
    ['cordon evidence doctor', 'the bucket of the Cordon in this folder'],
  ],
  run: async (call, io) => {
    const [named] = call.positionals
    const state = named === undefined ? readState(io, call.text('data')) : null
    const place = named ?? state?.store ?? ''
    if (!isS3Place(place))
      throw new CommandError(
        `${place} is a folder: it keeps what nobody changes, and enforces nothing. Name a bucket: s3://bucket/prefix`,
      )
    const s3 = s3FromCall(call, io, state?.s3)
    // Opening to write tries everything that Cordon relies on, and refuses with what is missing.
    const store = await openStore(place, { s3, now: Date.now })
    store.close()
    io.out(`${colours(io.colour).green('✓')} ${place} keeps what evidence needs:\n${TRIED.map(line).join('')}`)
    return EXIT.ok
  },
}

const TRIED = [
  'Object Lock and versions are on',
  'a key is created once',
  'bytes that do not match their SHA-256 are refused',
  'a COMPLIANCE lock reads back, and can be neither shortened nor deleted under',
  'its clock and the one here agree within 5 minutes',
] as const

function line(text: string): string {
  return `  ${text}\n`
}
