import * as assert from 'uvu/assert'
import { faultOf, SchemaError } from '#schemas'
import { describe } from '#test/suite'

describe('what a log says of an error', (test) => {
  test('is where a foreign one happened, and never what it says', () => {
    const fault = faultOf(new RangeError('no date: 219-09-9999\n    at 219-09-9999 (a:1:1)'))
    assert.is(fault.error, 'RangeError')
    assert.match(fault.at?.[0] ?? '', /fault\.test\.ts:\d+:\d+/)
    assert.not.match(JSON.stringify(fault), '219')
  })

  test('is the code of one of the runtime, whose messages quote values', () => {
    let caught: unknown
    try {
      Buffer.from(219_09_9999 as unknown as string)
    } catch (error) {
      caught = error
    }
    const fault = faultOf(caught)
    assert.is(fault.code, 'ERR_INVALID_ARG_TYPE')
    assert.not.match(JSON.stringify(fault), '219099999')
  })

  test('is the message of our own, which quotes nothing', () => {
    assert.equal(faultOf(new SchemaError('shape', 'it is no decision')), {
      error: 'SchemaError',
      code: 'shape',
      message: 'it is no decision',
    })
  })

  test('is that nothing is known of what is no error', () => {
    assert.equal(faultOf('219-09-9999'), { error: 'unknown' })
  })
})
