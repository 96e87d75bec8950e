import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as assert from 'uvu/assert'
import type { Report } from '#schemas'
import { EventStream } from '#test/events'
import { report, verdict } from '#test/report'
import { describe } from '#test/suite'
import { renderHtml } from '../../evidence/report/html.ts'
import { renderText } from '../../evidence/report/text.ts'
import { ROOT_PROGRAM, verifySteps } from '../../evidence/report/verify-steps.ts'

const EXTRAS = { version: '0.1.0', store: './evidence', publicKey: 'sealer.pub' }
const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(1)'>\u202e\u0007`

function exchanges(): EventStream {
  const stream = new EventStream().open('ses_1').decision('dec_1', 'allow').effect('dec_1', 'done')
  return stream.decision('dec_2', 'allow', { error: 'timeout' })
}

/** A report whose every text is hostile. */
async function hostile(): Promise<Report> {
  const evil = await report(exchanges())
  return {
    ...evil,
    entity: EVIL,
    systems: [EVIL],
    ledger: {
      ...evil.ledger,
      shard: EVIL,
      root: EVIL,
      keyId: EVIL,
      gaps: [EVIL],
      assurance: [EVIL],
      separation: [EVIL],
    },
    policies: [EVIL],
    controls: evil.controls.map((control) => ({
      ...control,
      id: EVIL,
      citation: EVIL,
      title: EVIL,
      question: EVIL,
      finding: EVIL,
      sample: [{ n: 1, note: EVIL }],
      exceptions: [{ n: 1, note: EVIL }],
    })),
  }
}

describe('the HTML report', (test) => {
  test('is the same bytes for the same input', async () => {
    assert.is(renderHtml(await report(exchanges()), EXTRAS), renderHtml(await report(exchanges()), EXTRAS))
  })

  test('escapes everything that is not its own', async () => {
    const evil = await hostile()
    const page = renderHtml(evil, { version: EVIL, store: EVIL, publicKey: EVIL, remarks: { [EVIL]: EVIL } })
    assert.not.match(page, '<script')
    assert.not.match(page, '<img')
    assert.not.match(page, /['"]alert/)
    assert.not.match(page, '\u202e')
    assert.not.match(page, '\u0007')
    assert.match(page, '&lt;script&gt;alert(1)&lt;/script&gt;')
    assert.match(page, '⟨202E⟩')
    const known = new Set(
      'a article body caption circle code dd div dl dt footer h1 h2 h3 head header html li main meta ol p path pre rect section span strong style svg table tbody td th thead time title tr ul'.split(
        ' ',
      ),
    )
    const tags = [...page.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name ?? '')
    assert.equal(
      [...new Set(tags)].filter((name) => !known.has(name)),
      [],
    )
    assert.equal([...page.matchAll(/\son[a-z]+\s*=\s*["']/g)].length, 0, 'no handler is an attribute')
  })

  test('forbids everything but its own style, by digest', async () => {
    const page = renderHtml(await report(exchanges()), EXTRAS)
    const style = page.slice(page.indexOf('<style>') + 7, page.indexOf('</style>'))
    const digest = createHash('sha256').update(style, 'utf8').digest('base64')
    assert.match(page, `content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;;`)
    assert.not.match(page, ' style=')
    assert.not.match(page, 'http:')
    assert.not.match(page, 'https:')
    assert.not.match(page, 'url(')
  })

  test('says period, zone, systems, and each control with its status in words, exceptions first', async () => {
    const found = await report(exchanges(), { systems: [{ name: 'clinic', phi: true }] })
    const page = renderHtml(found, EXTRAS)
    assert.match(page, '2026-05-04 04:00:00')
    assert.match(page, 'America/New_York')
    assert.match(page, '<dd>clinic</dd>')
    for (const { id, title } of found.controls) {
      assert.match(page, `id="control-${id}"`)
      assert.match(page, title)
    }
    const places = ['exception', 'insufficient', 'supported'].map((status) =>
      page.indexOf(`<article class="control ${status}"`),
    )
    assert.ok(places.every((place) => place > 0))
    assert.equal(
      places,
      [...places].sort((a, b) => a - b),
    )
    assert.is([...page.matchAll(/<span class="badge /g)].length, found.controls.length * 2 + 4)
  })

  test('is read by landmarks, headings, captions and labels', async () => {
    const page = renderHtml(await report(exchanges()), EXTRAS)
    for (const part of [
      '<html lang="en">',
      '<header',
      '<main>',
      '<footer>',
      'href="#controls"',
      'role="img" aria-label=',
    ])
      assert.match(page, part)
    assert.is([...page.matchAll(/<h1[ >]/g)].length, 1)
    assert.is([...page.matchAll(/<table/g)].length, [...page.matchAll(/<caption>/g)].length)
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    assert.is(new Set(ids).size, ids.length)
    for (const [, target] of page.matchAll(/aria-labelledby="([^"]*)"/g)) assert.ok(ids.includes(target))
  })

  test('never says compliant, and says what is not proven', async () => {
    const found = verdict({ assurance: ['demo'], separation: ['combined'] })
    const page = renderHtml(await report(exchanges(), { verdict: found }), EXTRAS)
    assert.not.match(page.toLowerCase(), 'complian')
    assert.match(page, 'Assurance demo')
    assert.match(page, 'Separation combined')
    assert.match(page, 'not final')
  })

  test("shows the entity's remark beside the control that it is on", async () => {
    const page = renderHtml(await report(exchanges()), {
      ...EXTRAS,
      remarks: { '312-a-2-iii': 'Alternative measure M-7.' },
    })
    assert.match(page, /id="control-312-a-2-iii"(?:(?!<article)[\s\S])*Alternative measure M-7\./)
  })
})

describe('the steps to verify a report', (test) => {
  test('quote what a shell would read otherwise', async () => {
    const [first] = verifySteps(await report(exchanges()), { version: '1', store: "a b'; rm -rf ~", publicKey: '-x' })
    assert.is(first?.command, "npx cordon evidence verify 'a b'\\''; rm -rf ~' --key '-x' --shard main")
  })

  test('hold a program that computes the root from the lines alone, and finds a changed byte', () => {
    assert.not.match(ROOT_PROGRAM, "'")
    assert.is(run(''), `0 ${createHash('sha256').digest('hex')}`)
    for (const size of [1, 2, 3, 7, 8, 13]) {
      const { lines, root } = ledger(size)
      assert.is(run(lines), `${size} ${root}`)
    }
    assert.is(run(ledger(5).lines.replace('"kind":"e2"', '"kind":"x2"')), 'broken at event 3')
  })

  function run(lines: string): string {
    return spawnSync(process.execPath, ['-e', ROOT_PROGRAM], { input: lines, encoding: 'utf8' }).stdout.trim()
  }

  // RFC 6962 section 2.1 as it is written, apart from the program's way of doing it.
  function ledger(size: number): { readonly lines: string; readonly root: string } {
    const leaves: Buffer[] = []
    let lines = ''
    let previous = '0'.repeat(64)
    for (let n = 0; n < size; n++) {
      const line = `{"n":${n},"p":"${previous}","e":{"kind":"e${n}","odd":"\u2028é"}}`
      const leaf = createHash('sha256').update(Buffer.of(0)).update(line).digest()
      previous = leaf.toString('hex')
      leaves.push(leaf)
      lines += `${line}\n`
    }
    return { lines, root: tree(leaves).toString('hex') }
  }

  function tree(leaves: readonly Buffer[]): Buffer {
    const [only] = leaves
    if (leaves.length === 1 && only) return only
    const half = 2 ** Math.floor(Math.log2(leaves.length - 1))
    const [left, right] = [tree(leaves.slice(0, half)), tree(leaves.slice(half))]
    return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()
  }
})

describe('the text summary', (test) => {
  test('names every control, exceptions first, and is plain where no colour is handed in', async () => {
    const found = await report(exchanges())
    const text = renderText(found)
    for (const { title } of found.controls) assert.match(text, title)
    assert.ok(text.indexOf('✗ Exception') < text.indexOf('◐ Insufficient'))
    assert.ok(text.indexOf('◐ Insufficient') < text.indexOf('✓ Supported'))
    assert.not.match(text, '\u001b')
    assert.ok(text.endsWith('\n'))
  })

  test('makes control characters of hostile texts visible', async () => {
    const text = renderText(await hostile())
    assert.not.match(text, '\u0007')
    assert.not.match(text, '\u202e')
  })

  test('paints a status with what is handed in', async () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`
    const paint = {
      bold: mark('b'),
      dim: mark('d'),
      red: mark('r'),
      green: mark('g'),
      yellow: mark('y'),
      cyan: mark('c'),
    }
    const text = renderText(await report(exchanges()), { paint })
    assert.match(text, '<r>✗ Exception')
    assert.match(text, '<g>✓ Supported')
    assert.match(text, '<y>◐ Insufficient')
  })
})
