// Everything that the WASM SDK does wrong by itself, and the guard that stands before it. Numbers are those of the
// list in docs/writing-a-policy.md.
import * as opaWasm from '@open-policy-agent/opa-wasm'
import * as assert from 'uvu/assert'
import { describe, skip } from '#test/suite'
import { inputText } from '../../engine/policy/input-text.ts'
import { asError, PolicyError, type PolicyErrorCode } from '../../engine/policy/policy-error.ts'
import { readResult } from '../../engine/policy/result-text.ts'
import { loadPolicyModule } from '../../engine/policy/wasm.ts'
import { NO_OPA, opaOrNull } from '../toolchain/projects.ts'
import { compiled, decided } from './policy-modules.ts'

const opa = await opaOrNull()
const ENTRYPOINT = 'cordon/sql/decision'

function fails(act: () => unknown, code: PolicyErrorCode, message?: RegExp): PolicyError {
  try {
    act()
  } catch (error) {
    assert.instance(error, PolicyError)
    assert.is((error as PolicyError).code, code, (error as PolicyError).message)
    if (message) assert.match(`${(error as PolicyError).message} ${(error as PolicyError).cause}`, message)
    return error as PolicyError
  }
  throw new Error(`it did not throw ${code}`)
}

describe('what goes into policy', (test) => {
  test('1, 2: bytes, buffers and texts are no input; the SDK would take them for JSON, or for none', () => {
    const cut = Buffer.from('{"user": "blocked"')
    for (const input of [cut, new Uint8Array(cut), cut.buffer, '{"user": "blocked"}', [cut]])
      fails(() => inputText(input as unknown as object), 'input')
    fails(() => inputText({ body: cut }), 'input', /not plain/)
  })

  test('3: falsy values are no input', () => {
    for (const input of [null, undefined, 0, false, '']) fails(() => inputText(input as unknown as object), 'input')
  })

  test('8: numbers that JSON would change are refused', () => {
    for (const id of [2 ** 53, -(2 ** 60), Number.NaN, Number.POSITIVE_INFINITY])
      fails(() => inputText({ id }), 'input')
    assert.is(inputText({ id: 2 ** 53 - 1, part: 0.5 }), '{"id":9007199254740991,"part":0.5}')
  })

  test('9: half a surrogate pair is refused, in a value and in a key; whole ones and look-alikes pass', () => {
    for (const input of [{ a: '\ud800' }, { a: ['x', { b: 'y\udfff' }] }, { '\ud83d': 1 }])
      fails(() => inputText(input), 'input', /surrogate/)
    assert.is(inputText({ a: '\ud83d\ude00', b: '\\ud800' }), '{"a":"😀","b":"\\\\ud800"}')
  })

  test('9: what is nested too deep or too long is refused', () => {
    let deep: object = {}
    for (let level = 0; level < 40; level++) deep = { deep }
    fails(() => inputText(deep), 'input', /nested/)
    const ring: { self?: object } = {}
    ring.self = ring
    fails(() => inputText(ring), 'input', /nested/)
    fails(() => inputText({ text: 'x'.repeat(5 * 1024 * 1024) }), 'input', /longer/)
  })

  test('what JSON has no word for is refused', () => {
    for (const value of [1n, Symbol('x'), () => 1, new Date(0), new Map(), [undefined]])
      fails(() => inputText({ value }), 'input')
    assert.is(inputText({ left: undefined, kept: null }), '{"kept":null}')
    fails(() => inputText({ toJSON: () => ({ user: 'other' }) }), 'input')
  })
})

describe('what the SDK does without its guard', (test) => {
  if (!opa) return skip(test, 'what the SDK does without its guard', NO_OPA)

  test('1: an input that is cut off is no input, and what is denied is allowed', async () => {
    const wasm = await compiled(
      opa,
      `default decision := ${decided('allow')}\n\ndecision := ${decided('deny')} if input.user == "blocked"`,
    )
    const load = (
      opaWasm as unknown as { default: { loadPolicySync(bytes: Uint8Array): { evaluate(input: unknown): unknown } } }
    ).default
    const policy = load.loadPolicySync(wasm)
    assert.match(JSON.stringify(policy.evaluate({ user: 'blocked' })), 'deny')
    const cut = new TextEncoder().encode('{"user": "blocked"')
    assert.match(JSON.stringify(policy.evaluate(cut.buffer.slice(0, cut.length))), 'allow')
  })
})

describe('loading a module', (test) => {
  if (!opa) return skip(test, 'loading a module', NO_OPA)

  test('4, 6: a module is not loaded without data; its denies would say nothing', async () => {
    const wasm = await compiled(
      opa,
      `default decision := ${decided('allow')}\n\ndecision := ${decided('deny')} if data.blocked[input.user]`,
    )
    for (const data of [undefined, null, 'x', []])
      fails(() => loadPolicyModule({ wasm, data: data as unknown as object }), 'load')
    const module = loadPolicyModule({ wasm, data: { blocked: { b: true } } })
    assert.match(module.evaluate(ENTRYPOINT, '{"user":"b"}'), 'deny')
  })

  test('5, 12, 13: a module that calls what the engine lacks is refused at once, not when the rule runs', async () => {
    // As if compiled without pinned capabilities: a name of the same length in the module's own list of built-ins.
    const wasm = await compiled(opa, `decision := ${decided('deny', 'sprintf("%s", [input.x])')}`)
    loadPolicyModule({ wasm, data: {} })
    const bytes = Buffer.from(wasm)
    for (let at = bytes.indexOf('sprintf'); at >= 0; at = bytes.indexOf('sprintf', at + 1)) bytes.write('time.no', at)
    fails(() => loadPolicyModule({ wasm: bytes, data: {} }), 'load', /time\.no/)
  })

  test('bytes that are no module, or no policy, are refused', async () => {
    fails(() => loadPolicyModule({ wasm: Buffer.from('nonsense'), data: {} }), 'load')
    fails(() => loadPolicyModule({ wasm: Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), data: {} }), 'load', /export/)
    const wasm = await compiled(opa, `decision := ${decided('deny')}`)
    fails(() => loadPolicyModule({ wasm: wasm.subarray(0, 5000), data: {} }), 'load')
  })

  test('10: data that does not fit the memory is refused', async () => {
    const wasm = await compiled(opa, `decision := ${decided('deny')}`)
    const data = { list: Array.from({ length: 100_000 }, (_, index) => `item ${index}`) }
    fails(() => loadPolicyModule({ wasm, data, mostPages: 8 }), 'load')
  })
})

describe('evaluating a module', (test) => {
  if (!opa) return skip(test, 'evaluating a module', NO_OPA)

  test('6: an error inside a built-in leaves no answer, and that is an error', async () => {
    const wasm = await compiled(opa, `decision := ${decided('allow')} if 1 / input.zero > 0`)
    const module = loadPolicyModule({ wasm, data: {} })
    fails(() => readResult(module.evaluate(ENTRYPOINT, '{"zero":0}')), 'undefined')
    assert.is(readResult(module.evaluate(ENTRYPOINT, '{"zero":1}')).effect, 'allow')
  })

  test('6, 10: a conflict throws a text, becomes an error with a cause, and the next evaluation has a new instance', async () => {
    const wasm = await compiled(
      opa,
      `decision := ${decided('allow')} if input.a\n\ndecision := ${decided('deny')} if input.b\n\ndecision := ${decided('deny', '"sql.c"')} if input.c`,
    )
    const module = loadPolicyModule({ wasm, data: {} })
    const error = fails(() => module.evaluate(ENTRYPOINT, '{"a":true,"b":true}'), 'evaluation', /conflict|multiple/i)
    assert.instance(error.cause, Error)
    assert.is(readResult(module.evaluate(ENTRYPOINT, '{"a":true}')).effect, 'allow')
    assert.is(readResult(module.evaluate(ENTRYPOINT, '{"c":true}')).reasons[0]?.rule, 'sql.c')
  })

  test('7: sets come out in one order', async () => {
    const names = ['z', 'b', 'y', 'a', 'm', 'c']
    const wasm = await compiled(
      opa,
      `decision := {"effect": "deny", "reasons": [{"rule": rule, "message": "m"} | some rule in {r | some r in input.rules}], "obligations": []}`,
    )
    const module = loadPolicyModule({ wasm, data: {} })
    for (const rules of [names, [...names].reverse(), [...names].sort()]) {
      const { reasons } = readResult(module.evaluate(ENTRYPOINT, inputText({ rules })))
      assert.equal(
        reasons.map(({ rule }) => rule),
        [...names].sort(),
      )
    }
  })

  test('10: an input that outgrows the memory is an error, and the next one is answered', async () => {
    const wasm = await compiled(
      opa,
      `default decision := ${decided('deny')}\n\ndecision := ${decided('allow')} if count(input.list) == 1`,
    )
    const module = loadPolicyModule({ wasm, data: {}, mostPages: 8 })
    const big = inputText({ list: Array.from({ length: 100_000 }, (_, index) => `item ${index}`) })
    fails(() => module.evaluate(ENTRYPOINT, big), 'evaluation')
    assert.is(readResult(module.evaluate(ENTRYPOINT, '{"list":[1]}')).effect, 'allow')
  })

  test('one evaluation leaves nothing behind for the next', async () => {
    const wasm = await compiled(
      opa,
      `default decision := ${decided('deny', '"sql.default"')}\n\ndecision := ${decided('allow', 'input.rule')}`,
    )
    const module = loadPolicyModule({ wasm, data: {} })
    for (let round = 0; round < 300; round++) {
      const rule = `sql.${'é'.repeat(round)}`
      assert.is(
        readResult(module.evaluate(ENTRYPOINT, inputText({ rule: rule.slice(0, 200) }))).reasons[0]?.rule,
        rule.slice(0, 200),
      )
      assert.is(readResult(module.evaluate(ENTRYPOINT, '{}')).effect, 'deny')
    }
  })

  test('an entrypoint that is not there is an error, also one that every object has', async () => {
    const module = loadPolicyModule({ wasm: await compiled(opa, `decision := ${decided('deny')}`), data: {} })
    for (const name of ['cordon/sql/other', '', '__proto__', 'constructor', 'toString'])
      fails(() => module.evaluate(name, '{}'), 'entrypoint')
  })

  test("14: our own list of built-ins compiles what the SDK's own capabilities refuse", async () => {
    const module = loadPolicyModule({
      wasm: await compiled(opa, `decision := ${decided('deny', 'concat(".", sort({x | some x in input.parts}))')}`),
      data: {},
    })
    assert.is(readResult(module.evaluate(ENTRYPOINT, '{"parts":["x","sql"]}')).reasons[0]?.rule, 'sql.x')
  })

  test('15: print is compiled away, and says nothing', async () => {
    const module = loadPolicyModule({
      wasm: await compiled(opa, `decision := ${decided('deny')} if {\n\tprint("seen", input)\n}`),
      data: {},
    })
    assert.is(readResult(module.evaluate(ENTRYPOINT, '{}')).effect, 'deny')
  })
})

describe('what comes out of policy', (test) => {
  const result = (change: object): string =>
    JSON.stringify([
      { result: { effect: 'allow', reasons: [{ rule: 'a', message: 'm' }], obligations: [], ...change } },
    ])

  test('no answer, two answers and no result set are errors', () => {
    fails(() => readResult('[]'), 'undefined')
    fails(() => readResult(`[${result({}).slice(1, -1)},${result({}).slice(1, -1)}]`), 'shape')
    for (const text of ['{}', 'null', 'true', '[null]', '[{}]', '[{"result":true}]', '', '{"a"'])
      fails(() => readResult(text), 'shape')
  })

  test('an answer of the wrong shape is an error', () => {
    const wrong = [
      { effect: 'allowed' },
      { effect: undefined },
      { reasons: [] },
      { reasons: [{ rule: 'a' }] },
      { obligations: [{ type: 'mask' }] },
      { obligations: [{ type: 'unheard' }] },
      { approval: { groups: ['x'], ttlSeconds: 0 } },
      { extra: 1 },
    ]
    for (const change of wrong) fails(() => readResult(result(change)), 'shape')
  })

  test('what is a set by meaning is sorted, and the result can not be changed', () => {
    const column = (name: string): object => ({ column: name, class: 'name', transform: 'redact' })
    const read = readResult(
      result({
        effect: 'require_approval',
        reasons: [
          { rule: 'b', message: 'm' },
          { rule: 'a', message: 'n' },
          { rule: 'a', message: 'm' },
        ],
        obligations: [
          { type: 'rows', most: 1 },
          {
            type: 'mask',
            derived: 'mask',
            scan: true,
            rules: ['z', 'a'],
            relations: [
              { relation: 'b', subject: null, columns: [column('y'), column('x')] },
              { relation: 'a', subject: 'id', columns: [] },
            ],
          },
        ],
        approval: { groups: ['two', 'one'], ttlSeconds: 1 },
      }),
    )
    assert.equal(
      read.reasons.map(({ rule, message }) => rule + message),
      ['am', 'an', 'bm'],
    )
    const [mask, rows] = read.obligations
    assert.equal([mask?.type, rows?.type], ['mask', 'rows'])
    if (mask?.type !== 'mask') throw new Error('no mask')
    assert.equal(mask.rules, ['a', 'z'])
    assert.equal(
      mask.relations.map(({ relation }) => relation),
      ['a', 'b'],
    )
    assert.equal(
      mask.relations[1]?.columns.map((labelled) => labelled.column),
      ['x', 'y'],
    )
    assert.equal(read.approval?.groups, ['one', 'two'])
    assert.throws(() => read.reasons.push({ rule: 'x', message: 'x' }))
    assert.throws(() => Object.assign(mask, { scan: false }))
  })

  test('whatever is thrown becomes an Error', () => {
    assert.is(asError('a text').message, 'a text')
    assert.is(asError({ message: 'an object' }).message, 'an object')
    for (const thrown of [undefined, null, 1, {}]) assert.instance(asError(thrown), Error)
  })
})
