import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
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
import { describe, rejects } from '#test/suite'
import { openFolderStore } from '../../evidence/store/folder-store.ts'
import { MemoryStore } from './contracts/memory-store.ts'
import { objectStoreContract } from './contracts/object-store.ts'

objectStoreContract('the folder store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-store-'))
  return { store: await openFolderStore(folder), close: async () => rmSync(folder, { recursive: true }) }
})

// The double that other tests stand on must be no kinder than the real one.
objectStoreContract('the store in memory', async () => ({ store: new MemoryStore(), close: async () => undefined }))

describe('the folder store', (test) => {
  const folders: string[] = []
  const fresh = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-store-'))
    folders.push(folder)
    return folder
  }
  test.after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })

  test('makes its folder, and files that nobody may write', async () => {
    const folder = join(fresh(), 'deeper', 'store')
    const store = await openFolderStore(folder)
    await store.create('a/b', Buffer.from('x'))
    assert.equal(statSync(join(folder, 'a/b')).mode & 0o222, 0)
    assert.equal(statSync(join(folder, 'a')).mode & 0o007, 0)
    assert.deepEqual(readdirSync(join(folder, '~incoming')), [])
  })

  test('opened twice it is one store', async () => {
    const folder = fresh()
    const [one, two] = [await openFolderStore(folder), await openFolderStore(folder)]
    assert.equal(await one.create('k', Buffer.from('x')), 'created')
    assert.equal(await two.create('k', Buffer.from('x')), 'same')
    await rejects(two.create('k', Buffer.from('y')), 'conflict')
  })

  test('opened to read it makes nothing, serves what is there, and creates nothing', async () => {
    const folder = fresh()
    await rejects(openFolderStore(join(folder, 'missing'), { access: 'read' }), 'io')
    mkdirSync(join(folder, 'v1'))
    writeFileSync(join(folder, 'v1/k'), 'x')
    const store = await openFolderStore(folder, { access: 'read' })
    assert.equal(String(await store.get('v1/k')), 'x')
    await rejects(store.create('v1/other', Buffer.from('y')), 'io')
    assert.deepEqual(readdirSync(folder), ['v1'])
    assert.deepEqual(readdirSync(join(folder, 'v1')), ['k'])
  })

  test('writes the retention down beside the objects, out of the list', async () => {
    const folder = fresh()
    const store = await openFolderStore(folder)
    await store.create('v1/k', Buffer.from('x'), { until: new Date('2032-06-01T00:00:00Z'), mode: 'compliance' })
    const note = JSON.parse(readFileSync(join(folder, '~retention/v1/k.json'), 'utf8'))
    assert.deepEqual(note, { mode: 'compliance', until: '2032-06-01T00:00:00.000Z' })
  })

  test('follows no symbolic link, neither to a file nor through a folder', async () => {
    const folder = fresh()
    const outside = fresh()
    writeFileSync(join(outside, 'secret'), 'secret')
    symlinkSync(join(outside, 'secret'), join(folder, 'file'))
    symlinkSync(outside, join(folder, 'dir'))
    const store = await openFolderStore(folder)
    assert.equal(await store.get('file'), null)
    assert.equal(await store.get('dir/secret'), null)
    await rejects(store.create('dir/new', Buffer.from('x')), 'io')
    assert.deepEqual(readdirSync(outside), ['secret'])
    const keys: string[] = []
    for await (const key of store.list('')) keys.push(key)
    assert.deepEqual(keys, [])
  })

  test('says that an object cannot be a folder, nor a folder an object', async () => {
    const store = await openFolderStore(fresh())
    await store.create('a/b', Buffer.from('x'))
    await rejects(store.create('a', Buffer.from('x')), 'key')
    await rejects(store.create('a/b/c', Buffer.from('x')), 'key')
  })

  test('removes what a dead process left half written, and nothing of a living one', async () => {
    const folder = fresh()
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    mkdirSync(join(folder, '~incoming'))
    writeFileSync(join(folder, '~incoming', `${dead}-00`), 'half')
    writeFileSync(join(folder, '~incoming', `${process.pid}-00`), 'half')
    await openFolderStore(folder)
    assert.deepEqual(readdirSync(join(folder, '~incoming')), [`${process.pid}-00`])
  })

  test('passes over files with names that no key can have', async () => {
    const folder = fresh()
    writeFileSync(join(folder, 'note to self.txt'), 'x')
    const store = await openFolderStore(folder)
    for await (const key of store.list('')) assert.fail(key)
  })

  test('a folder that cannot be made is an io error with advice', async () => {
    const folder = fresh()
    writeFileSync(join(folder, 'file'), 'x')
    const error = await rejects(openFolderStore(join(folder, 'file', 'store')), 'io')
    assert.match(error.message, /check the folder/)
  })
})
