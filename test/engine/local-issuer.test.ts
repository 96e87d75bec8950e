import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { createVerifier, openEngineKey, openLocalIssuer, type TokenRequest } from '#engine'
import { describe, rejects } from '#test/suite'
import { START } from './fixture.ts'

const now = (): number => START
const REQUEST: TokenRequest = {
  human: 'ana@clinic.example',
  agent: 'coder',
  groups: ['developers'],
  audience: 'cordon:data',
  ttlSeconds: 600,
  run: 'run-7',
}

function inFolder(use: (folder: string) => unknown): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-issuer-'))
    try {
      await use(join(folder, 'keys'))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

describe('the local issuer', (test) => {
  test(
    'makes its keys on first start, private to this user, and keeps them',
    inFolder(async (folder) => {
      const first = openLocalIssuer({ folder, officers: true, now })
      assert.equal(readdirSync(folder).sort(), ['agents.pem', 'officers.pem'])
      assert.is(statSync(folder).mode & 0o777, 0o700)
      for (const name of readdirSync(folder)) assert.is(statSync(join(folder, name)).mode & 0o777, 0o600)
      const token = await first.issueToken(REQUEST)
      const second = openLocalIssuer({ folder, officers: true, now })
      const verified = await second.issuer.verify(token, { audience: 'cordon:data', now: START })
      assert.is(verified.human, 'local|ana@clinic.example')
    }),
  )

  test(
    'has no officers key unless it is told to be a demo',
    inFolder(async (folder) => {
      const issuer = openLocalIssuer({ folder, officers: false, now })
      assert.equal(readdirSync(folder), ['agents.pem'])
      const officer = { human: 'omar', role: 'officer', groups: [], audience: 'cordon:api', ttlSeconds: 60 } as const
      const error = await rejects(issuer.issueToken(officer), 'request')
      assert.match(error.message, 'identity.local.officers')
      // A key left over from a demo is no key any more.
      const demo = openLocalIssuer({ folder, officers: true, now })
      const token = await demo.issueToken(officer)
      await rejects(issuer.issuer.verify(token, { audience: 'cordon:api', now: START }), 'refused')
    }),
  )

  test(
    'says who, for whom, in which run, and how sure that is',
    inFolder(async (folder) => {
      const issuer = openLocalIssuer({ folder, officers: true, now })
      const token = await issuer.issueToken(REQUEST)
      const verified = await createVerifier({ issuers: [issuer.issuer], now }).verify(token, 'cordon:data')
      assert.equal(verified, {
        issuer: 'local',
        subject: 'ana@clinic.example',
        human: 'local|ana@clinic.example',
        agent: 'coder',
        role: null,
        groups: ['developers'],
        grants: [],
        run: 'run-7',
        audience: 'cordon:data',
        expiresAt: START + 600_000,
        assurance: 'demo',
        authentication: { time: '2026-03-01T08:00:00.000Z', amr: ['swk'] },
      })
    }),
  )

  test(
    'issues no token that could not be used, and says why',
    inFolder(async (folder) => {
      const issuer = openLocalIssuer({ folder, officers: true, now })
      const { agent: _, ...person } = REQUEST
      const wrong: TokenRequest[] = [
        { ...REQUEST, role: 'officer' },
        person,
        { ...person, audience: 'cordon:api' },
        { ...REQUEST, audience: 'cordon:api', role: 'officer' },
        { ...REQUEST, ttlSeconds: 0 },
        { ...REQUEST, ttlSeconds: 1.5 },
        { ...REQUEST, ttlSeconds: 86_401 },
        { ...REQUEST, human: '' },
        { ...REQUEST, human: 'ana\nroot' },
        { ...REQUEST, agent: 'a'.repeat(201) },
        { ...REQUEST, groups: Array.from({ length: 257 }, (_unused, index) => `g${index}`) },
      ]
      for (const request of wrong) await rejects(issuer.issueToken(request), 'request')
    }),
  )

  for (const [what, spoil] of [
    ['a key that others may read', (folder: string) => chmodSync(join(folder, 'agents.pem'), 0o640)],
    ['a folder that others may enter', (folder: string) => chmodSync(folder, 0o755)],
    ['a key that is cut short', (folder: string) => writeFileSync(join(folder, 'agents.pem'), 'garbage')],
    [
      'a key that is a link',
      (folder: string) => {
        writeFileSync(join(folder, 'other.pem'), readFileSync(join(folder, 'agents.pem')), { mode: 0o600 })
        rmSync(join(folder, 'agents.pem'))
        symlinkSync(join(folder, 'other.pem'), join(folder, 'agents.pem'))
      },
    ],
  ] as const) {
    test(
      `refuses ${what}`,
      inFolder((folder) => {
        openLocalIssuer({ folder, officers: false, now })
        spoil(folder)
        assert.throws(
          () => openLocalIssuer({ folder, officers: false, now }),
          (error: { code?: string }) => error.code === 'files',
        )
      }),
    )
  }

  test(
    'shares its folder with an engine key, whose domains never meet',
    inFolder((folder) => {
      const key = openEngineKey(folder)
      assert.is(key.digest('a', 'bc'), openEngineKey(folder).digest('a', 'bc'))
      assert.is.not(key.digest('a', 'bc'), key.digest('ab', 'c'))
      assert.match(key.digest('a', 'bc'), /^[0-9a-f]{64}$/)
      assert.is(statSync(join(folder, 'engine.key')).mode & 0o777, 0o600)
    }),
  )
})
