import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { buildServer, type Listening, type ListenOptions, listenEngine } from '#engine'
import { describe, rejects } from '#test/suite'
import { selfMadeIdentity } from '../../enforcers/wire/certificate.ts'
import { eventually } from '../support/wait.ts'
import { rig } from './fixture.ts'
import { send, sendRaw } from './wire.ts'

const folders: string[] = []
const running: Listening[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cl-'))
  folders.push(folder)
  return folder
}

async function listen(options: ListenOptions): Promise<Listening> {
  const { engine, folder } = rig()
  folders.push(folder)
  const listening = await listenEngine(buildServer({ engine, readiness: () => [] }), options)
  running.push(listening)
  return listening
}

async function isAlive(where: { socketPath: string } | { port: number }): Promise<boolean> {
  return (await send({ host: '127.0.0.1', path: '/livez', ...where })).status === 200
}

describe('listening', (test) => {
  test.after.each(async () => {
    await Promise.all(running.splice(0).map((listening) => listening.close()))
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  test('takes a free port where 0 is asked for, and says which', async () => {
    const { port, url } = await listen({ port: 0 })
    assert.is(url, `http://127.0.0.1:${port}`)
    assert.ok(await isAlive({ port: port ?? 0 }))
  })

  test('says which port is in use', async () => {
    const { port } = await listen({ port: 0 })
    const error = await rejects(listen({ port: port ?? 0 }), 'port-in-use')
    assert.match(error.message, `port ${port}`)
    assert.match(error.message, 'engine.port')
  })

  test('listens beyond this machine only with TLS', async () => {
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'engine.example', '127.0.0.1.evil.example', '::ffff:10.0.0.1'])
      await rejects(listen({ host, port: 0 }), 'tls-required')
    assert.is((await listen({ host: 'localhost', port: 0 })).url?.startsWith('http://localhost:'), true)
  })

  test('says what is wrong with a certificate', async () => {
    const { certificate, key } = selfMadeIdentity(['localhost'], Date.now())
    const other = selfMadeIdentity(['localhost'], Date.now())
    for (const tls of [
      { certificate, key: other.key },
      { certificate: 'x', key },
      { certificate, key: '' },
    ]) {
      const error = await rejects(listen({ port: 0, tls }), 'tls')
      assert.match(error.message, 'engine.tls')
    }
    assert.match((await listen({ port: 0, tls: { certificate, key } })).url ?? '', /^https:/)
  })

  test('waits for nobody who never ends a request', async () => {
    const { port } = await listen({ port: 0 })
    assert.match(await sendRaw(port ?? 0, 'GET /livez HTTP/1.1\r\nHost: a\r\n'), /^HTTP\/1\.1 408 /)
  })

  test('waits as long as it is told for the rest of a request, head or body', async () => {
    const parts = rig()
    folders.push(parts.folder)
    const server = buildServer({ engine: parts.engine, readiness: () => [] })
    const listening = await listenEngine(server, { port: 0, requestMs: 100 })
    running.push(listening)
    const { port } = listening
    const known = `authorization: Bearer ${await parts.enforcerToken('pg')}\r\n`
    const head = `POST /access/v1/evaluation HTTP/1.1\r\nHost: a\r\n${known}content-type: application/json\r\n`
    for (const cut of [head, `${head}content-length: 100\r\n\r\n{"subject":`])
      assert.match(await sendRaw(port ?? 0, cut), /^HTTP\/1\.1 408 /)
    assert.ok(await isAlive({ port: port ?? 0 }))
  })

  test('closes connections beyond the cap, on each listener, and goes on when some end', async () => {
    const socket = join(newFolder(), 'engine.sock')
    const { port } = await listen({ port: 0, socket, connections: 2 })
    for (const where of [{ port: port ?? 0, host: '127.0.0.1' }, { path: socket }]) {
      const held = await Promise.all([dial(where), dial(where)])
      const more = await dial(where)
      await new Promise<void>((resolve) => more.once('close', () => resolve()).resume())
      assert.is(held.filter(({ destroyed }) => destroyed).length, 0)
      for (const one of held) await new Promise<void>((resolve) => one.once('close', () => resolve()).destroy())
      const asked = 'port' in where ? { port: where.port } : { socketPath: where.path }
      await eventually('there is room again', () => isAlive(asked).catch(() => false))
    }
  })

  test('makes a private folder for its socket, and a private socket', async () => {
    const socket = join(newFolder(), 'run', 'engine.sock')
    const listening = await listen({ socket })
    assert.equal([listening.url, listening.port, listening.socket], [null, null, socket])
    assert.is(statSync(join(socket, '..')).mode & 0o777, 0o700)
    assert.is(statSync(socket).mode & 0o777, 0o600)
    assert.ok(await isAlive({ socketPath: socket }))
    await running.pop()?.close()
    assert.is(existsSync(socket), false)
  })

  test('refuses a folder that others may enter', async () => {
    const folder = newFolder()
    chmodSync(folder, 0o755)
    await rejects(listen({ socket: join(folder, 'engine.sock') }), 'socket-folder')
  })

  test('refuses a socket path that would be cut', async () => {
    const folder = newFolder()
    const long = join(folder, 'x'.repeat(101 - Buffer.byteLength(folder) - 1))
    const error = await rejects(listen({ socket: long }), 'socket-path')
    assert.match(error.message, '101 bytes')
    // Bytes, not characters: 99 characters that are 100 bytes, and 99 that are 101.
    await listen({ socket: `${long.slice(0, -3)}ä` })
    await rejects(listen({ socket: `${long.slice(0, -4)}ää` }), 'socket-path')
  })

  test('takes the place of a socket on which nobody answers, and of no other', async () => {
    const folder = newFolder()
    const socket = join(folder, 'engine.sock')
    const stale = createServer()
    await new Promise<void>((resolve) => stale.listen(socket, resolve))
    await rejects(listen({ socket }), 'socket-in-use')
    await leaveBehind(stale, socket)
    await listen({ socket })
    assert.ok(await isAlive({ socketPath: socket }))
    const file = join(folder, 'file')
    writeFileSync(file, 'precious')
    await rejects(listen({ socket: file }), 'socket-path')
    assert.ok(existsSync(file))
    mkdirSync(join(folder, 'folder'))
    await rejects(listen({ socket: join(folder, 'folder') }), 'socket-path')
  })

  test('lets go of the port when the socket cannot be had', async () => {
    const folder = newFolder()
    const { port } = await listen({ port: 0 })
    await running.pop()?.close()
    await rejects(listen({ port: port ?? 0, socket: join(folder, 'x'.repeat(120)) }), 'socket-path')
    assert.ok(await isAlive({ port: (await listen({ port: port ?? 0 })).port ?? 0 }))
  })
})

function dial(where: NetConnectOpts): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(where, () => resolve(socket))
    socket.on('error', reject)
  })
}

// A process that is killed leaves its socket file: closing removes it, so it is moved away first, and back.
async function leaveBehind(server: ReturnType<typeof createServer>, socket: string): Promise<void> {
  const { renameSync } = await import('node:fs')
  renameSync(socket, `${socket}.kept`)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  renameSync(`${socket}.kept`, socket)
}
