import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { cordon } from '../support/cli.ts'

const SSN = '219-09-1234'
const NOTE = `Patient: Maria Keller, SSN ${SSN}.\nStable.\n`

describe('cordon mask, scan and phi evaluate', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-phi-'))
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  test.after(() => rmSync(folder, { recursive: true }))

  test('mask standard input to standard output, and say what was found but never the value', async () => {
    const findings = join(folder, 'findings.jsonl')
    const { code, out, err } = await cordon(['mask', '--stats', '--findings', findings], { input: NOTE })
    assert.is(code, 0, err)
    assert.is(out, 'Patient: [NAME], SSN [SSN].\nStable.\n')
    assert.match(err, 'ssn 1')
    const lines = readFileSync(findings, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    assert.equal(Object.keys(lines[0] ?? {}).sort(), ['class', 'detector', 'end', 'file', 'score', 'start'])
    assert.not.match(`${err}${JSON.stringify(lines)}`, SSN)
  })

  test('mask documents line by line, with offsets in code points of the input', async () => {
    const documents = [`😀 ${NOTE}`, { text: `{"ssn":"${SSN}"}`, format: 'json' }, { text: 'port 8080', mode: 'code' }]
    const input = documents.map((document) => `${JSON.stringify(document)}\n`).join('')
    const { code, out } = await cordon(['mask', '--documents'], { input })
    assert.is(code, 0)
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; findings: { class: string; start: number; end: number }[] })
    assert.is(answers.length, 3)
    const ssn = answers[0]?.findings.find(({ class: name }) => name === 'ssn')
    const points = [...`😀 ${NOTE}`]
    assert.is(points.slice(ssn?.start, ssn?.end).join(''), SSN)
    assert.equal(JSON.parse(answers[1]?.text ?? ''), { ssn: '[SSN]' })
    assert.equal(answers[2], { text: 'port 8080', findings: [] })
  })

  test('a line that is no document ends it with its number, and is not quoted', async () => {
    for (const [line, why] of [
      [`"${SSN}`, 'line 2 is no JSON'],
      ['{"note":"x"}', 'line 2 has no text'],
      ['{"text":"x","format":"odd"}', 'line 2: there is no format "odd"'],
    ]) {
      const { code, out, err } = await cordon(['mask', '--documents'], { input: `"fine"\n${line}\n` })
      assert.is(code, 1)
      assert.is(out, '{"text":"fine","findings":[]}\n')
      assert.match(err, why ?? '')
      assert.not.match(err, SSN)
    }
  })

  test('scan names file, line and class, exits 10, and passes over what is no text', async () => {
    const tree = join(folder, 'tree')
    mkdirSync(join(tree, '.hidden'), { recursive: true })
    writeFileSync(join(tree, 'a.txt'), NOTE)
    writeFileSync(join(tree, 'b.json'), JSON.stringify({ ssn: SSN }))
    writeFileSync(join(tree, 'c.ts'), 'export const port = 8080\n')
    writeFileSync(join(tree, 'd.bin'), Buffer.from([0, 1, 2]))
    writeFileSync(join(tree, '.hidden', 'e.txt'), NOTE)
    const { code, out, err } = await cordon(['scan', 'tree'], { cwd: folder })
    assert.is(code, 10)
    const places = out
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/ \(.*/, ''))
    assert.equal(places, ['tree/a.txt:1:10 name', 'tree/a.txt:1:28 ssn', 'tree/b.json:1:9 ssn'])
    assert.match(
      err,
      '3 findings in 4 files; 1 without text, or too large when unpacked, were not looked into: tree/d.bin',
    )
    assert.is((await cordon(['scan', 'tree/c.ts'], { cwd: folder })).code, 0)
    assert.is((await cordon(['scan', 'gone'], { cwd: folder })).code, 1)
    const hidden = await cordon(['scan', '--hidden', '--json', 'tree'], { cwd: folder })
    assert.is(hidden.out.trimEnd().split('\n').length, 5)
    assert.not.match(`${out}${hidden.out}`, SSN)
  })

  test('scan looks into UTF-16, gzip and zlib, and says where it cannot', async () => {
    const packed = join(folder, 'packed')
    mkdirSync(packed)
    const text = `first\nsecond\nSSN ${SSN}\n`
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le')
    writeFileSync(join(packed, 'a.txt'), wide)
    writeFileSync(join(packed, 'b.txt'), Buffer.from(wide).swap16())
    writeFileSync(join(packed, 'c.gz'), gzipSync(text))
    writeFileSync(join(packed, 'd.z'), deflateSync(text))
    writeFileSync(join(packed, 'e.gz'), gzipSync(Buffer.alloc(8 * 1024 * 1024, 'nothing here\n')))
    writeFileSync(join(packed, 'f.gz'), gzipSync(text).subarray(0, 30))
    writeFileSync(join(packed, 'g.zip'), Buffer.from('PK\x03\x04 and no NUL'))
    const { code, out, err } = await cordon(['scan', 'packed'], { cwd: folder })
    assert.is(code, 10)
    assert.equal(out.trimEnd().split('\n'), [
      'packed/a.txt:3:9 ssn (ssn)',
      'packed/b.txt:3:9 ssn (ssn)',
      'packed/c.gz:1:1 ssn (ssn)',
      'packed/d.z:1:1 ssn (ssn)',
    ])
    assert.match(err, /4 findings in 7 files; 2 without text.*: packed\/f\.gz, packed\/g\.zip/)
  })

  test('evaluate reads JSON lines, brat and presidio-research data, and shows misses by shape alone', async () => {
    const text = `Patient: Maria Keller, SSN ${SSN}, code Xqv-173-Zzab.`
    const spans = [
      { start: 9, end: 21, class: 'NAME' },
      { start: 27, end: 38, class: 'SSN' },
      { start: 45, end: 57, class: 'ODD' },
    ]
    const lines = file('gold.jsonl', `${JSON.stringify({ text, spans })}\n`)
    const presidio = file(
      'presidio.json',
      JSON.stringify([
        {
          full_text: text,
          spans: spans.map(({ start, end, class: name }) => ({
            entity_type: name,
            start_position: start,
            end_position: end,
          })),
        },
      ]),
    )
    file('brat.txt', text)
    const brat = file(
      'brat.ann',
      `${spans.map(({ start, end, class: name }, index) => `T${index + 1}\t${name} ${start} ${end}\tx`).join('\n')}\n#1\tNote T1\tx\n`,
    )
    for (const path of [lines, presidio, brat]) {
      const { code, out, err } = await cordon(['phi', 'evaluate', '--json', path])
      assert.is(code, 0, err)
      const { classes } = JSON.parse(out) as { classes: { class: string; fullyMasked: number; misses: object[] }[] }
      const byName = new Map(classes.map((row) => [row.class, row]))
      assert.is(byName.get('SSN')?.fullyMasked, 1)
      assert.equal(byName.get('ODD')?.misses, [{ shape: 'Aaa-999-Aaaa', count: 1 }])
    }
    const plain = await cordon(['phi', 'evaluate', lines])
    assert.match(plain.out, 'fully masked')
    assert.not.match(plain.out, 'Keller')
    for (const bad of ['{"text":"x"}', '{"text":"abc","spans":[{"start":2,"end":9,"class":"A"}]}', 'x']) {
      const refused = await cordon(['phi', 'evaluate', file('bad.jsonl', `${bad}\n`)])
      assert.is(refused.code, 1)
      assert.match(refused.err, 'bad.jsonl:1')
    }
  })

  test('an unknown format or mode is a usage error that lists the known ones', async () => {
    for (const args of [
      ['mask', '--format', 'odd'],
      ['scan', '--mode', 'odd', '.'],
    ]) {
      const { code, err } = await cordon(args, { input: '' })
      assert.is(code, 2)
      assert.match(err, 'there are')
    }
  })
})

describe('rules of one’s own', (test) => {
  const rules = 'examples/phi/hospital-rules.yaml'
  const folder = mkdtempSync(join(tmpdir(), 'cordon-rules-'))
  test.after(() => rmSync(folder, { recursive: true }))

  test('are checked with their examples', async () => {
    const { code, out, err } = await cordon(['phi', 'rules', 'check', rules])
    assert.is(code, 0, err)
    assert.match(out, '2 rules, 7 examples hold')
  })

  test('serve mask, scan and evaluate', async () => {
    const note = 'transferred under LK-482915303 last night\n'
    const path = join(folder, 'note.txt')
    writeFileSync(path, note)
    assert.is((await cordon(['mask', '--rules', rules], { input: note })).out, 'transferred under [MRN] last night\n')
    const scanned = await cordon(['scan', '--rules', rules, path])
    assert.is(scanned.code, 10)
    assert.match(scanned.out, 'mrn (lakeside-case)')
    const labelled = join(folder, 'labelled.jsonl')
    writeFileSync(labelled, `${JSON.stringify({ text: note, spans: [{ start: 18, end: 30, class: 'mrn' }] })}\n`)
    const { out } = await cordon(['phi', 'evaluate', '--json', '--rules', rules, labelled])
    assert.match(out, '"recall"')
  })

  test('are refused with every reason where they are wrong, and no command runs on them', async () => {
    const path = join(folder, 'wrong.yaml')
    writeFileSync(
      path,
      "version: 1\nrules:\n  - id: my-case\n    class: mrn\n    shapes: [ZK9]\n    check: luna\n    examples: { match: ['«ZK1»'], ignore: [none] }\n",
    )
    for (const command of [
      ['phi', 'rules', 'check', path],
      ['mask', '--rules', path],
    ]) {
      const { code, out, err } = await cordon(command, { input: 'SSN 219-09-1234' })
      assert.is(code, 1)
      assert.is(out, '')
      assert.match(err, 'bare "Z"')
      assert.match(err, 'no check "luna"')
    }
  })
})

describe('cordon mask --transform', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-transform-'))
  const key = join(folder, 'key')
  writeFileSync(key, 'k'.repeat(40), { mode: 0o600 })
  test.after(() => rmSync(folder, { recursive: true }))

  test('generalises, and keeps one token a value in a vault that holds nothing readable', async () => {
    const generalised = await cordon(['mask', '--transform', 'generalise'], { input: 'DOB: 1962-03-12\n' })
    assert.is(generalised.out, 'DOB: 1962\n')
    const vault = join(folder, 'vault')
    const args = ['mask', '--transform', 'token', '--key', `file:${key}`, '--vault', vault]
    const [first, second] = [await cordon(args, { input: NOTE }), await cordon(args, { input: NOTE })]
    assert.is(first.code, 0, first.err)
    assert.match(first.out, /SSN \[SSN-[0-9A-Z]{12}\]/)
    assert.is(first.out, second.out)
    assert.not.match(readFileSync(vault, 'latin1'), SSN)
  })

  test('says what a transform needs, and masks nothing without it', async () => {
    for (const [args, word] of [
      [['--transform', 'shift'], '--patient'],
      [['--transform', 'pseudonym'], '--key'],
      [['--transform', 'token', '--key', `file:${key}`], '--vault'],
      [['--transform', 'rot13'], 'no transform'],
    ] as const) {
      const { code, out, err } = await cordon(['mask', ...args], { input: NOTE })
      assert.is(code, 2)
      assert.is(out, '')
      assert.match(err, word)
    }
  })
})
