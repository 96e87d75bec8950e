import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { question } from './fixture.ts'
import { document, EVALUATION, endAll, isProblem, served } from './served.ts'
import { type Answer, send } from './wire.ts'

describe('bodies', (test) => {
  test.after.each(endAll)

  const bodies: Readonly<Record<string, [string | Buffer, string]>> = {
    nothing: ['', 'body_empty'],
    'no JSON': ['{', 'request_json'],
    'two documents': ['{}{}', 'request_json'],
    'a trailing comma': ['{"a":1,}', 'request_json'],
    'a comment': ['{}// x', 'request_json'],
    NaN: ['{"a":NaN}', 'request_json'],
    'a byte order mark': ['\ufeff{}', 'request_json'],
    'bytes that are no UTF-8': [Buffer.from([0x22, 0xff, 0x22]), 'request_json'],
    'UTF-16': [Buffer.from('{}', 'utf16le'), 'request_json'],
    'a duplicate key': ['{"subject":1,"subject":2}', 'request_json'],
    'a duplicate key, spelled differently': ['{"subject":1,"s\\u0075bject":2}', 'request_json'],
    'a duplicate key deep inside': ['{"context":{"a":[{"b":1,"b":2}]}}', 'request_json'],
    'deep nesting': [`${'['.repeat(40)}${']'.repeat(40)}`, 'request_json'],
    'very deep nesting': ['['.repeat(100_000), 'request_json'],
    'a list': ['[]', 'request_shape'],
    null: ['null', 'request_shape'],
    'a string': ['"x"', 'request_shape'],
  }
  test('that are not what they must be are 400 before anything is decided', async () => {
    const { port, pg, log } = await served()
    for (const [what, [body, code]] of Object.entries(bodies)) {
      const before = log.drafts.length
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${pg}` }
      const answer = await send({ host: '127.0.0.1', port, method: 'POST', path: EVALUATION, headers }, body)
      assert.is(answer.json()['code'], code, what)
      isProblem(answer, 400, code)
      assert.is(log.drafts.length, before, what)
    }
  })

  test('that are too large are 413, before they are read to their end', async () => {
    const { post } = await served()
    isProblem(await post(EVALUATION, `"${'x'.repeat(256 * 1024)}"`), 413, 'body_too_large')
  })

  test('do not reach prototypes', async () => {
    const { open, post } = await served()
    const session = await open()
    const text = JSON.stringify(question(session)).replace('"context":{', '"context":{"__proto__":{"polluted":1},')
    const decision = document(await post(EVALUATION, text), 'decision')
    assert.is(decision.context.reasons[0]?.rule, 'engine.input_invalid')
    assert.is(({} as { polluted?: number }).polluted, undefined)
  })

  test('are JSON under exactly the content types that mean it', async () => {
    const { port, pg } = await served()
    const good = [
      'application/json',
      'Application/JSON',
      'APPLICATION/JSON',
      'application/json;charset=utf-8',
      'application/json; charset=UTF-8',
      'application/json ; charset=utf-8',
      'application/json;\tcharset="utf-8"',
    ]
    const bad = [
      '',
      ' ',
      'json',
      'text/json',
      'text/plain',
      'text/html',
      '*/*',
      'application/*',
      'application/json5',
      'application/jsonx',
      'application/json,',
      'application/json, text/plain',
      'text/plain, application/json',
      'application/json;',
      'application/json;;',
      'application/json; charset',
      'application/json; charset=',
      'application/json; charset=utf8',
      'application/json; charset=utf-16',
      'application/json; charset=latin1',
      'application/json; charset=utf-8; charset=utf-16',
      'application/json; charset=utf-8;',
      "application/json; charset='utf-8'",
      'application/json; charset="utf-8',
      'application/json; boundary=x',
      'application/json charset=utf-8',
      'application/ json',
      'application /json',
      'application\\json',
      'application/json/',
      'application/json\u00a0',
      'application/json+xml',
      'application/vnd.api+json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=application/json',
      'application/problem+json',
      'application/jſon',
      '"application/json"',
    ]
    const ask = (type: string | undefined): Promise<Answer> => {
      const headers = { authorization: `Bearer ${pg}`, ...(type === undefined ? {} : { 'content-type': type }) }
      return send({ host: '127.0.0.1', port, method: 'POST', path: EVALUATION, headers }, JSON.stringify(question('s')))
    }
    for (const type of good) assert.is((await ask(type)).status, 200, type)
    for (const type of [undefined, ...bad]) {
      if (type !== undefined && /[^\x20-\x7e\u00a0]/.test(type)) continue
      assert.is((await ask(type)).status, 400, String(type))
    }
  })
})
