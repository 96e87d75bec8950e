import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { parse as parseYaml, stringify } from 'yaml'
import { describe } from '#test/suite'
import { parseConfig } from '../../cli/config.ts'
import { cordon } from '../support/cli.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PAGES = [
  'README.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const read = (page: string): string => readFileSync(`${ROOT}${page}`, 'utf8')

describe('the documents', (test) => {
  test("the guide's configuration is taken as it stands", () => {
    const blocks = [...read('docs/guide.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)
    const enforcers = blocks.flatMap((text) =>
      text.includes('enforcers:')
        ? (parseYaml(text) as { enforcers: object[] }).enforcers
        : text.startsWith('  - ')
          ? (parseYaml(text) as object[])
          : [],
    )
    assert.is(enforcers.length, 3)
    const [identity = ''] = blocks
    const config = { version: 1, data: '.cordon', ...(parseYaml(identity) as object), enforcers }
    assert.is(parseConfig(stringify(config, { aliasDuplicateObjects: false }), 'guide.yaml').enforcers.length, 3)
  })

  test('every command that they show is there, with every option that they give it', async () => {
    const shown = new Map<string, Set<string>>()
    for (const page of PAGES)
      for (const [, line = ''] of read(page).matchAll(/^ *(?:export \w+=\$\()?npx (cordon [a-z][^\n]*)$/gm)) {
        for (const piece of line.split(/\s(?:&&|\|)\s|#/)) {
          const words = piece.replace(/^npx /, '').trim().split(/\s+/)
          if (words[0] !== 'cordon' && words[0] !== 'npx') continue
          const name = words
            .slice(1)
            .filter(
              (word, index, all) =>
                index < 2 && /^[a-z]+$/.test(word) && all.slice(0, index).every((one) => /^[a-z]+$/.test(one)),
            )
          if (name.length === 0) continue
          const key = name.join(' ')
          shown.set(key, new Set([...(shown.get(key) ?? []), ...words.filter((word) => word.startsWith('--'))]))
        }
      }
    assert.ok(shown.size > 15, `only ${shown.size} commands were found`)
    for (const [name, options] of shown) {
      const { code, out, err } = await cordon([...name.split(' '), '--help'])
      assert.is(code, 0, `cordon ${name}: ${err}`)
      for (const option of options)
        if (option !== '--') assert.ok(out.includes(option.replace(/[=)].*$/, '')), `cordon ${name} ${option}`)
    }
  })

  test('every link to a file of this tree leads somewhere', () => {
    for (const page of PAGES) {
      const folder = page.startsWith('docs/') ? 'docs/' : ''
      for (const [, target = ''] of read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        if (/^[a-z]+:/.test(target)) continue
        assert.not.throws(() => readdirOrFile(new URL(target, `file://${ROOT}${folder}`)), `${page}: ${target}`)
      }
    }
  })
})

function readdirOrFile(url: URL): void {
  try {
    readFileSync(url)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
  }
}
