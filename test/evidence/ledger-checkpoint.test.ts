import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe } from '#test/suite'
import { checkpointVerifierKey, makeCheckpoint, openCheckpoint } from '../../evidence/ledger/checkpoint.ts'
import { signNote } from '../../evidence/ledger/note.ts'

const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
const trust = { shard: 'main', publicKey }
const head = { size: 42, root: 'ab'.repeat(32) }
const note = makeCheckpoint(head, { shard: 'main', key })

describe('a checkpoint', (test) => {
  test('opens to what was signed', () => {
    assert.deepEqual(openCheckpoint(note, trust), head)
    assert.match(note, /^cordon\/main\n42\n[A-Za-z0-9+/]{43}=\n\n\u2014 cordon\/main [A-Za-z0-9+/]+=*\n$/)
  })

  test('takes cosignatures of others beside ours, before or behind', () => {
    const [text = '', ours = ''] = note.split('\n\n')
    const other = signNote(`${text}\n`, { name: 'witness.example', key: generateKeyPairSync('ed25519').privateKey })
    const theirs = other.split('\n\n')[1] ?? ''
    assert.deepEqual(openCheckpoint(`${text}\n\n${theirs}${ours}`, trust), head)
    assert.deepEqual(openCheckpoint(`${text}\n\n${ours}${theirs}`, trust), head)
    refused(`${text}\n\n${theirs}`)
  })

  test('is refused with any byte changed', () => {
    for (let at = 0; at < note.length; at++) {
      const changed = note.slice(0, at) + String.fromCharCode(note.charCodeAt(at) ^ 1) + note.slice(at + 1)
      refused(changed)
    }
  })

  test('is refused for another shard, another key, with more lines, or where it is no note', () => {
    const sign = (text: string): string => signNote(text, { name: 'cordon/main', key })
    assert.throws(() => openCheckpoint(note, { ...trust, shard: 'other' }), { code: 'checkpoint' })
    const { publicKey: other } = generateKeyPairSync('ed25519')
    assert.throws(() => openCheckpoint(note, { ...trust, publicKey: other }), { code: 'checkpoint' })
    const root = Buffer.alloc(32).toString('base64')
    const wrong = [
      `cordon/main\n1\n${root}\nmore\n`,
      `cordon/main\n01\n${root}\n`,
      'cordon/main\n1\nAAAA\n',
      `cordon/x\n1\n${root}\n`,
    ]
    for (const text of wrong) refused(sign(text))
    for (const text of ['', '\n', '\n\n', 'x', note.trimEnd(), `${note}rubbish\n`, 'x'.repeat(20_000)]) refused(text)
  })

  test('has a key in the form that witnesses take', () => {
    assert.match(checkpointVerifierKey('main', publicKey), /^cordon\/main\+[0-9a-f]{8}\+AQ?[A-Za-z0-9+/]+=?=?$/)
    assert.equal(checkpointVerifierKey('main', key), checkpointVerifierKey('main', publicKey))
  })
})

function refused(text: string): void {
  assert.throws(() => openCheckpoint(text, trust), { code: 'checkpoint' })
}
