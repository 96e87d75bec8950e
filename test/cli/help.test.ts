import * as assert from 'uvu/assert'
import { cordon } from '#test/cli'
import { describe } from '#test/suite'

const COMMANDS = ['demo', 'init', 'up', 'query']
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  config: ['check'],
  token: ['issue'],
  approvals: ['list', 'show', 'approve', 'deny'],
  sessions: ['list', 'replay'],
  evidence: ['verify', 'find', 'report'],
  install: ['git'],
  uninstall: ['git'],
  hook: ['git'],
  policy: ['check', 'test', 'fmt', 'build', 'sign', 'inspect', 'activate'],
}

describe('the command line', (test) => {
  test('without arguments shows every command, and exits as wrong usage', async () => {
    const { code, out } = await cordon([])
    assert.is(code, 2)
    for (const name of [...COMMANDS, ...Object.keys(GROUPS)]) assert.match(out, new RegExp(`^  ${name} `, 'm'))
  })

  test('--help and --version exit 0', async () => {
    assert.is((await cordon(['--help'])).code, 0)
    const { code, out } = await cordon(['--version'])
    assert.is(code, 0)
    assert.match(out, /^\d+\.\d+\.\d+\n$/)
  })

  test('an unknown command and an unknown option are wrong usage, and say what helps', async () => {
    const unknown = await cordon(['demmo'])
    assert.is(unknown.code, 2)
    assert.match(unknown.err, /no command "demmo"; see cordon --help/)
    const option = await cordon(['up', '--nope'])
    assert.is(option.code, 2)
    assert.match(option.err, /--nope.*see cordon up --help/)
    assert.is((await cordon(['approvals', 'nod'])).code, 2)
  })

  test('every command has help with examples', async () => {
    const paths = [
      ...COMMANDS.map((name) => [name]),
      ...Object.entries(GROUPS).flatMap(([name, members]) => members.map((member) => [name, member])),
    ]
    for (const path of paths) {
      const { code, out, err } = await cordon([...path, '--help'])
      assert.is(code, 0, `${path.join(' ')}: ${err}`)
      assert.match(out, /^Usage: cordon /, path.join(' '))
      assert.match(out, /Examples:\n {2}\S/, path.join(' '))
    }
  })

  test('names what is missing where no Cordon runs', async () => {
    const { code, err } = await cordon(['sessions', 'list', '--data', '/nonexistent/cordon'])
    assert.is(code, 1)
    assert.match(err, /no Cordon was found in \/nonexistent\/cordon: start one with/)
  })
})
