import * as assert from 'uvu/assert'
import { describe } from '#test/suite'
import { streamFaults } from '../../cli/check-stream.ts'
import { isLoopback } from '../../cli/config.ts'

type Kafka = NonNullable<NonNullable<Parameters<typeof streamFaults>[0]['evidence']>['kafka']>
const sasl = { mechanism: 'scram-sha-512', username: 'cordon', password: 'env:P' } as const
const faults = (kafka: Kafka): readonly string[] =>
  streamFaults({ evidence: { kafka } }, isLoopback).map(({ path, message }) => `${path} ${message}`)

describe('the stream of a configuration', (test) => {
  test('is taken with TLS, on loopback, and in the clear where that is said', () => {
    assert.equal(streamFaults({}, isLoopback), [])
    for (const good of [
      { brokers: ['kafka-1.hospital.example:9093'], tls: {} },
      { brokers: ['kafka-1.hospital.example:9093'], tls: { ca: 'ca.pem' }, sasl },
      { brokers: ['127.0.0.1:9092', '[::1]:9092', 'localhost:9092'], sasl },
      { brokers: ['kafka:9092'], withoutTls: true },
    ])
      assert.equal(faults(good), [])
  })

  test('is refused where brokers are met in the clear, above all with a login', () => {
    assert.match(faults({ brokers: ['127.0.0.1:9092', 'kafka:9092'] }).join(), 'brokers leave this machine without TLS')
    for (const withoutTls of [false, true])
      assert.match(faults({ brokers: ['kafka:9092'], sasl, withoutTls }).join(), 'sasl is a login')
  })

  test('names brokers that are no addresses', () => {
    for (const bad of ['kafka', ':9092', 'kafka:', 'kafka:0', 'kafka:70000', 'kafka:x'])
      assert.match(faults({ brokers: ['127.0.0.1:9092', bad] }).join(), 'brokers/1 is no broker')
  })
})
