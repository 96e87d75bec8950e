import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe } from '#test/suite'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

describe('docs/phi.md', (test) => {
  test('has an example that does what it says', async () => {
    const page = readFileSync(join(ROOT, 'docs/phi.md'), 'utf8')
    const [, code = '', answer = ''] = /```ts example\n([\s\S]*?)\/\/ (\[.*\])\n```/.exec(page) ?? []
    assert.ok(code !== '', 'the page has an example')
    // In the package itself `cordon/phi` is `#phi`: the same door.
    const folder = mkdtempSync(join(ROOT, 'test/phi/docs-'))
    try {
      const file = join(folder, 'example.ts')
      writeFileSync(file, code.replaceAll("'cordon/phi'", "'#phi'"))
      const { results } = (await import(pathToFileURL(file).href)) as { readonly results: readonly string[] }
      const said = JSON.parse(answer.replaceAll("'", '"')) as readonly string[]
      assert.deepEqual(results, said)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
