import { resolve } from 'node:path'
import { command, type Run } from '../command.ts'

export const run: Run = command({
  name: 'demo',
  summary:
    'A guided run on a clinic of synthetic patients: a real PostgreSQL, a real agent session, sealed evidence, a report.',
  options: {
    stay: { type: 'boolean', help: 'leave everything running, and print how to connect' },
    json: { type: 'boolean', help: 'print the story as JSON lines, one an act' },
    folder: {
      type: 'string',
      value: 'FOLDER',
      help: 'where it lives (./.cordon/demo); what a former demo left there is removed',
    },
  },
  examples: [
    ['cordon demo', 'the whole story; ends by itself, exit 0 when every act came out as expected'],
    ['cordon demo --stay', 'then try it yourself, with psql or with Node alone'],
    ['cordon demo --json', 'for a machine'],
  ],
  run: async (call, io) => {
    const { tellStory } = await import('../demo/story.ts')
    return tellStory(
      {
        folder: resolve(io.cwd, call.text('folder') ?? '.cordon/demo'),
        stay: call.flag('stay'),
        json: call.flag('json'),
      },
      io,
    )
  },
})
