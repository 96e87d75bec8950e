import assert from 'node:assert/strict'
import { describe } from '#test/suite'
import { AUTH, type GuardWishes } from '../support/http-guard.ts'
import { eventually } from '../support/wait.ts'
import { guarding, NAMED } from './http-named.ts'

describe('what is on record', (test) => {
  test('counts, keyed digest, patients and the masked answer', () =>
    guarding({}, async (guard, url) => {
      const text = await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text()
      const [effect] = guard.engine.effects()
      assert.deepEqual([effect?.outcome, effect?.command, effect?.bytes], ['done', 'GET 200', Buffer.byteLength(text)])
      assert.match(effect?.digest ?? '', /^[0-9a-f]{64}$/)
      assert.deepEqual(effect?.phi?.subjects, [guard.engine.context.commit('patient', '17')])
      assert.equal(effect?.phi?.subjectsOverflow, false)
      assert.ok((effect?.phi?.masked ?? []).some(({ class: phi }) => phi === 'name'))
      const [payload] = guard.engine.payloads
      assert.equal(payload?.['statement'], 'GET /Patient/{id}')
      assert.deepEqual(payload?.['bodies'], [{ of: 'response', format: 'fhir', text }])
      assert.ok(!text.includes('Okafor') && !JSON.stringify(guard.engine.events).includes('Okafor'))
    }))

  test('the purpose that the client states, masked, and nowhere else', () =>
    guarding({}, async (guard, url) => {
      const purpose = 'claim review, SSN 123-45-6789'
      await (await fetch(`${url}/Patient/17`, { headers: { ...AUTH, 'cordon-purpose': purpose } })).text()
      await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text()
      const [stated, none] = guard.engine.effects()
      assert.match(stated?.purpose ?? '', /^claim review/)
      assert.ok(!JSON.stringify(guard.engine.events).includes('123-45-6789'))
      assert.equal(none?.purpose, undefined)
      assert.equal(guard.reached[0]?.headers['cordon-purpose'], undefined)
    }))

  test('patients of references, and a flag where there are more than the list holds', () => {
    let body = ''
    return guarding(
      { serve: (_, response) => response.setHeader('content-type', 'application/fhir+json').end(body) },
      async (guard, url) => {
        const observation = (id: number): unknown => ({
          resourceType: 'Observation',
          id: `o${id}`,
          subject: { reference: `Patient/${id}` },
        })
        const bundle = (count: number): string =>
          JSON.stringify({
            resourceType: 'Bundle',
            type: 'searchset',
            entry: Array.from({ length: count }, (_, at) => ({ resource: observation(at) })),
          })
        body = bundle(2)
        await (await fetch(`${url}/Observation?patient=0`, { headers: AUTH })).text()
        const reference = (id: string): string => guard.engine.context.commit('patient', id)
        assert.deepEqual(
          [...(guard.engine.effects()[0]?.phi?.subjects ?? [])].sort(),
          [reference('0'), reference('1')].sort(),
        )
        body = bundle(100)
        await (await fetch(`${url}/Observation?patient=0`, { headers: AUTH })).text()
        assert.equal(guard.engine.effects()[1]?.phi?.subjects.length, 64)
        assert.equal(guard.engine.effects()[1]?.phi?.subjectsOverflow, true)
      },
    )
  })

  test('of many requests over one connection nothing stays behind on it', async () => {
    const warnings: Error[] = []
    const hear = (warning: Error): void => void warnings.push(warning)
    process.on('warning', hear)
    await guarding({}, async (_guard, url) => {
      for (let request = 0; request < 14; request++) await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text()
    })
    process.off('warning', hear)
    assert.deepEqual(warnings, [])
  })

  test('a service that is dead, silent, or gone in the middle is told and recorded', async () => {
    await guarding({ service: { upstream: { url: 'http://127.0.0.1:1' } } }, async (guard, url) => {
      const answer = await fetch(`${url}/Patient/17`, { headers: AUTH })
      assert.equal(answer.status, 502)
      assert.equal(answer.headers.get('cordon-decision'), guard.engine.effects()[0]?.decision)
      assert.deepEqual(
        [guard.engine.effects()[0]?.outcome, guard.engine.effects()[0]?.error],
        ['failed', 'upstream_unreachable'],
      )
    })
    await guarding({ serve: () => undefined, limits: { upstreamMs: 200 } }, async (guard, url) => {
      assert.equal((await fetch(`${url}/Patient/17`, { headers: AUTH })).status, 504)
      assert.equal(guard.engine.effects()[0]?.error, 'upstream_late')
    })
  })

  test('a client that goes away ends the request to the service, and that is on record', () => {
    let closed = false
    const serve: GuardWishes['serve'] = (request, response) => {
      request.socket.on('close', () => {
        closed = true
      })
      response.writeHead(200, { 'content-type': 'text/plain' }).write('a'.repeat(100_000))
    }
    return guarding({ serve }, async (guard, url) => {
      const abort = new AbortController()
      const answer = await fetch(`${url}/Patient/17`, { headers: AUTH, signal: abort.signal })
      await answer.body?.getReader().read()
      abort.abort()
      await eventually('the effect', () => guard.engine.effects().length === 1, 3000)
      assert.equal(guard.engine.effects()[0]?.outcome, 'abandoned')
      await eventually('the service is let go', () => closed, 3000)
    })
  })

  test('where the log is broken nobody gets in, and no answer ends cleanly', async () => {
    await guarding({}, async (guard, url) => {
      guard.engine.breakLog()
      assert.equal((await fetch(`${url}/Patient/17`, { headers: AUTH })).status, 503)
      assert.equal(guard.reached.length, 0)
    })
    await guarding({}, async (guard, url) => {
      await (await fetch(`${url}/Patient/17`, { headers: AUTH })).text()
      guard.engine.breakLog()
      const ended = await fetch(`${url}/Patient/17`, { headers: AUTH })
        .then(async (answer) => answer.status === 200 && (await answer.text()) !== '')
        .catch(() => false)
      assert.equal(ended, false)
    })
  })

  test('a kept connection that the service closed is no error to who reads', () =>
    guarding(
      {
        serve: (_, response) => {
          response.setHeader('content-type', 'application/fhir+json').end(NAMED)
          setTimeout(() => response.socket?.destroy(), 20)
        },
      },
      async (_, url) => {
        for (let at = 0; at < 5; at++) {
          assert.equal((await fetch(`${url}/Patient/17`, { headers: AUTH })).status, 200)
          await new Promise((resolve) => setTimeout(resolve, 19 + at))
        }
      },
    ))
})
