import { colours } from '../colour.ts'
import type { Io } from '../io.ts'
import type { ActResult, Narrator } from './act.ts'

const WIDTH = 92

/** The transcript: a pleasure to read on a terminal, plain elsewhere. */
export function transcript(io: Io): Narrator {
  const { bold, dim, red, green, yellow, cyan } = colours(io.colour)
  const indent = (text: string, mark = ''): string =>
    text
      .split('\n')
      .map((line) => `    ${mark}${line}`)
      .join('\n')
  let chapters = 0
  return {
    chapter: (title) => {
      const head = `${++chapters}  ${title} `
      io.out(`\n${bold(head)}${dim('─'.repeat(Math.max(4, WIDTH - head.length)))}\n`)
    },
    step: (text) => io.out(`    ${text}\n`),
    statement: (who, sql) => io.out(`    ${dim(who)}\n${indent(cyan(sql), dim('│ '))}\n`),
    rows: (text) => io.out(`${indent(text)}\n`),
    refusal: (text) => io.out(`${indent(yellow(text), dim('│ '))}\n`),
    act: ({ ok, observed, expected, decision }) => {
      const mark = ok ? green('✓') : red('✗')
      io.out(`  ${mark} ${observed}${decision === null ? '' : dim(`  ${decision}`)}\n`)
      if (!ok) io.out(`    ${red('expected:')} ${expected}\n`)
    },
  }
}

/** JSON lines, one an act. */
export function jsonLines(io: Io): Narrator {
  const silent = (): void => undefined
  return {
    chapter: silent,
    step: silent,
    statement: silent,
    rows: silent,
    refusal: silent,
    act: (result: ActResult) => io.out(`${JSON.stringify(result)}\n`),
  }
}
