import assert from 'node:assert/strict'
import { createPhi, PhiError, parsePhiRules } from '#phi'
import type { PhiRule } from '#schemas'
import { describe } from '#test/suite'
import { Chain } from '../../phi/chain.ts'
import { CHECKSUMS } from '../../phi/custom/checksums.ts'

const rule = (changes: Partial<PhiRule>): PhiRule => ({
  id: 'clinic-case',
  class: 'mrn',
  shapes: ["'ZK-' 9{6}"],
  examples: { match: ['case «ZK-123456»'], ignore: ['ZK-12345'] },
  ...changes,
})

function found(rules: readonly PhiRule[], text: string, mode: 'prose' | 'log' | 'code' = 'prose'): readonly string[] {
  const { findings } = createPhi({ rules: { rules } }).maskText(text, { mode })
  return findings.map(({ detector, start, end }) => `${detector}<${text.slice(start, end)}>`)
}

function problems(rules: readonly PhiRule[]): readonly string[] {
  try {
    createPhi({ rules: { rules } })
  } catch (error) {
    assert.ok(error instanceof PhiError, String(error))
    assert.equal(error.code, 'rules')
    return error.problems
  }
  return []
}

describe('rules of a hospital', (test) => {
  test('find what a shape says, wherever it stands alone', () => {
    const rules = [rule({})]
    assert.deepEqual(found(rules, 'Akte ZK-123456, (ZK-654321) "ZK-111111"'), [
      'clinic-case<ZK-123456>',
      'clinic-case<ZK-654321>',
      'clinic-case<ZK-111111>',
    ])
    assert.deepEqual(found(rules, 'XZK-123456 ZK-1234567 ZK-123456_a ZK-123456-7'), [])
    assert.deepEqual(found(rules, 'const id = "ZK-123456"', 'code'), ['clinic-case<ZK-123456>'])
  })

  test('read counts, options, sets and letters of all kinds', () => {
    const shapes = ["'trial' [-_ ]? 9{2,3} a{1,2} L? '/' N{2} n? H{2}"]
    const rules = [
      rule({ class: 'other-id', shapes, examples: { match: ['in «trial-12ab/A9ff»'], ignore: ['trial-1ab/A9ff'] } }),
    ]
    assert.deepEqual(found(rules, 'trial123x/ZZqAF and trial_12xyZ/Z9z0f'), [
      'clinic-case<trial123x/ZZqAF>',
      'clinic-case<trial_12xyZ/Z9z0f>',
    ])
    assert.deepEqual(found(rules, 'Trial-12ab/A9ff trials'), [])
  })

  test('take the longest match where parts mean the same', () => {
    const rules = [rule({ shapes: ['9{2,4} N{2,4} 9{3}'], examples: { match: ['no «12AB345»'], ignore: ['12A'] } })]
    assert.deepEqual(found(rules, 'dose 12345 then 12345678901'), ['clinic-case<12345678901>'])
  })

  test('may disregard case', () => {
    const rules = [rule({ ignoreCase: true })]
    assert.deepEqual(found(rules, 'zk-123456 Zk-123456'), ['clinic-case<zk-123456>', 'clinic-case<Zk-123456>'])
  })

  test('need their words where they are given, on the line or on the label above', () => {
    const context = { words: ['Fallnummer', 'case file', 'dossier de soins'] }
    const rules = [
      rule({
        shapes: ['9{8}'],
        context,
        class: 'other-id',
        examples: { match: ['Fallnummer «12345678»'], ignore: ['12345678'] },
      }),
    ]
    assert.deepEqual(found(rules, 'count 12345678, case file 12345678; case 12345678'), ['clinic-case<12345678>'])
    assert.deepEqual(found(rules, 'Dossier de soins: 12345678'), ['clinic-case<12345678>'])
    assert.deepEqual(found(rules, 'FALLNUMMER:\n12345678'), ['clinic-case<12345678>'])
    assert.deepEqual(found(rules, '{"caseFile": "12345678"}'), ['clinic-case<12345678>'])
  })

  test('keep the contexts of forty rules apart', () => {
    const rules = Array.from({ length: 40 }, (_, index) => {
      const word = `word${'abcdefghij'.charAt(index % 10)}${'abcd'.charAt(index / 10)}`
      const examples = { match: [`${word} «${index + 10}AAAA»`], ignore: [`none ${index + 10}AAAA`] }
      return rule({
        id: `rule-${index}`,
        class: 'other-id',
        shapes: [`'${index + 10}AAAA'`],
        context: { words: [word] },
        examples,
      })
    })
    assert.deepEqual(problems(rules), [])
    assert.deepEqual(found(rules, 'wordad 40AAAA, wordad 39AAAA'), ['rule-30<40AAAA>'])
  })

  test('check what they find', () => {
    const rules = [
      rule({ shapes: ["'C' 9{10}"], check: 'luhn', examples: { match: ['«C1234567897»'], ignore: ['C1234567890'] } }),
    ]
    assert.deepEqual(found(rules, 'C1234567897 C1234567898'), ['clinic-case<C1234567897>'])
  })

  test('know columns, keys and labels by name', () => {
    const rules = [
      rule({
        shapes: [],
        keys: ['fall_nr', 'Krankenakte'],
        examples: { match: ['Krankenakte: «ab12345»'], ignore: ['Kran: ab12345'] },
      }),
    ].map(({ shapes: _, ...rest }) => rest)
    const phi = createPhi({ rules: { rules } })
    assert.equal(phi.maskField('xy99', { name: 'FALL_NR' }).text, '[MRN]')
    const json = phi.stream({ format: 'json' })
    const out = Buffer.concat([json.write(Buffer.from('{"fallNr":"xy99","fall":"xy99"}')), json.end()])
    assert.equal(out.toString(), '{"fallNr":"[MRN]","fall":"xy99"}')
    const csv = phi.stream({ format: 'csv' })
    const rows = Buffer.concat([csv.write(Buffer.from('krankenakte,email,ward\nab12,a@example.com,7b\n')), csv.end()])
    assert.equal(rows.toString(), 'krankenakte,email,ward\n[MRN],[EMAIL],7b\n')
  })

  test('give the same output for every cut', () => {
    const rules = [rule({ shapes: ["'zk' [- ]? 9{6,8}"], examples: { match: ['«zk 123456»'], ignore: ['zk 12345'] } })]
    const phi = createPhi({ rules: { rules } })
    const text = Buffer.from('see zk 1234567, zk-123456 and zk12345678 or zkzk 123456 then zk 12345')
    const whole = phi.maskBytes(text)
    assert.equal(whole?.findings.length, 3)
    for (let cut = 0; cut <= text.length; cut++) {
      const masker = phi.stream()
      const parts = [masker.write(text.subarray(0, cut)), masker.write(text.subarray(cut)), masker.end()]
      assert.equal(Buffer.concat(parts).toString(), Buffer.from(whole?.bytes ?? []).toString(), `cut at ${cut}`)
    }
  })

  test('change the digest of the rule set', () => {
    assert.notEqual(createPhi({ rules: { rules: [rule({})] } }).digest, createPhi().digest)
  })
})

describe('rules that cannot be used', (test) => {
  const refused = (changes: Partial<PhiRule>, words: RegExp): void => {
    const told = problems([rule(changes)])
    assert.ok(
      told.some((problem) => words.test(problem)),
      told.join(' | ') || 'nothing was wrong',
    )
  }

  test('are refused with the reason, before anything runs on them', () => {
    refused({ shapes: ['ZK9{6}'] }, /bare "Z"/)
    refused({ shapes: ["'ZK"] }, /quote that is not closed/)
    refused({ shapes: ['9{6'] }, /count that is none/)
    refused({ shapes: ['9{6,2}'] }, /count that is none/)
    refused({ shapes: ['9{1000}'] }, /count that is none/)
    refused({ shapes: ['9{60} 9{60}'] }, /longer than 64/)
    refused({ shapes: ['9?9?9'] }, /shorter than 3/)
    refused({ shapes: ["'Größe' 9{3}"] }, /ASCII/)
    refused({ shapes: ['9{1,30} N{1,30} 9{3}'] }, /too loose/)
    refused({ check: 'luna' }, /no check "luna"; there are .*luhn/)
    refused({ id: 'ssn' }, /id is in use/)
    refused({ context: { words: ['a b c d e'] } }, /no phrase/)
    assert.ok(problems([rule({}), rule({})]).some((problem) => problem.includes('id is in use')))
  })

  test('are refused where an example is not so, and the example is not quoted', () => {
    const told = problems([rule({ examples: { match: ['«ZK-12345»', 'none marked'], ignore: ['see ZK-123456'] } })])
    assert.deepEqual(
      told.map((problem) => problem.split(':')[1]?.slice(0, 24)),
      [' match example 1 is not ', ' match example 2 marks n', ' ignore example 1 is fou'],
    )
    assert.ok(!told.join(' ').includes('ZK-12'))
  })

  test('are refused by their schema with places', () => {
    assert.throws(
      () =>
        parsePhiRules({ version: 1, rules: [{ id: 'X', class: 'person', examples: { match: [], ignore: ['a'] } }] }),
      (error) => error instanceof PhiError && error.problems.some((problem) => problem.startsWith('/rules/0/class')),
    )
    assert.deepEqual(parsePhiRules({ version: 1 }), { version: 1 })
  })
})

describe('shapes of a tenant', (test) => {
  test('are linear on input that is made against them', () => {
    const rules = [rule({ shapes: ['9{1,12} N{1,12} 9{3}'], examples: { match: ['«12AB345»'], ignore: ['12'] } })]
    const phi = createPhi({ rules: { rules } })
    const steps = (bytes: number): number => {
      const text = Buffer.from('1A '.repeat(bytes / 3) + '1'.repeat(bytes))
      const before = process.cpuUsage()
      phi.maskBytes(text)
      const { user } = process.cpuUsage(before)
      return user
    }
    steps(65_536)
    const [small, large] = [Math.max(steps(65_536), 1000), steps(262_144)]
    assert.ok(large / small < 16, `four times the bytes took ${(large / small).toFixed(1)} times as long`)
  })
})

describe('checksums for tenants', (test) => {
  const holds = (name: string, value: string): boolean => {
    const chain = new Chain()
    chain.text.set(Buffer.from(value))
    chain.joined[0] = value.length
    return CHECKSUMS[name]?.(chain, 1) ?? false
  }
  // Published examples: Luhn (ISO/IEC 7812-1), Verhoeff and Damm (their papers' 236 and 572), GTIN-13, ISBN-10, ISNI, IBAN rearranged.
  const VALID: readonly (readonly [string, string])[] = [
    ['luhn', '79927398713'],
    ['verhoeff', '2363'],
    ['damm', '5724'],
    ['gs1', '4006381333931'],
    ['mod-11', '097522980X'],
    ['mod-11-2', '000000012146438X'],
    ['mod-11-10', '07945'],
    ['mod-97-10', '3214282912345698765432161182'],
  ]
  for (const [name, value] of VALID) {
    test(`${name} takes the published example and none with another digit`, () => {
      assert.ok(holds(name, value), value)
      for (let at = 0; at < value.length - 1; at++) {
        const digit = (Number(value[at]) + 1) % 10
        assert.ok(!holds(name, value.slice(0, at) + digit + value.slice(at + 1)), `digit ${at + 1} of ${value}`)
      }
    })
  }
})
