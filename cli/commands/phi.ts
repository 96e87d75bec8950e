import { resolve } from 'node:path'
import { type Phi, type Score, Scorer, type StreamOptions } from '#phi'
import { type Call, group, type Run } from '../command.ts'
import { EXIT, type Io, UsageError } from '../io.ts'
import { maskDocument } from '../phi/document.ts'
import { labelledTexts } from '../phi/labelled.ts'
import { PHI_OPTIONS, phiOf, phiOptions } from '../phi/options.ts'
import { renderScore } from '../phi/render-score.ts'
import { checkRules } from '../phi/rules-check.ts'
import { progress } from '../progress.ts'

export const run: Run = group('phi', 'The PHI engine on your own data.', [
  {
    name: 'phi evaluate',
    summary: 'score the engine on labelled text: recall and precision a class, with 95 % intervals',
    usage: 'FILE…',
    options: { ...PHI_OPTIONS, json: { type: 'boolean', help: 'print JSON' } },
    examples: [
      [
        'cordon phi evaluate notes.jsonl',
        'lines of {"text", "spans": [{"start", "end", "class"}]}; offsets are code points',
      ],
      ['cordon phi evaluate corpus/', 'brat: every .ann with the .txt beside it'],
      ['cordon phi evaluate synth_dataset.json --json', 'a presidio-research data set'],
    ],
    run: evaluate,
  },
  {
    name: 'phi rules',
    summary: 'check a file of your own rules: schema, shapes, and every example in it',
    usage: 'check FILE',
    options: { json: { type: 'boolean', help: 'print JSON' } },
    examples: [['cordon phi rules check hospital-rules.yaml', 'what it adds, or everything that is wrong with it']],
    run: checkRules,
  },
])

async function evaluate(call: Call, io: Io): Promise<number> {
  if (call.positionals.length === 0) throw new UsageError('a file is wanted; see cordon phi evaluate --help')
  const score = await scoreFiles(call.positionals, phiOf(call, io), phiOptions(call), io)
  io.out(call.flag('json') ? `${JSON.stringify(score)}\n` : renderScore(score, io.colour))
  return EXIT.ok
}

async function scoreFiles(files: readonly string[], phi: Phi, options: StreamOptions, io: Io): Promise<Score> {
  const scorer = new Scorer()
  const shown = progress(io, 'scoring')
  let documents = 0
  for (const file of files) {
    for await (const labelled of labelledTexts(resolve(io.cwd, file))) {
      scorer.add(labelled, maskDocument(phi, labelled.text, options).findings)
      documents++
      shown.tick(`${documents} documents`)
    }
  }
  shown.end()
  return scorer.score()
}
