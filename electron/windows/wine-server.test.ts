import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serverSockets, watchServer } from './wine-server'

const listening = (path: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).listen(path, () => resolve(server))
  })
const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

test.skipIf(process.platform === 'win32')(
  'a server that was seen and is gone is missed, and one that was never seen is not',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wine-server-'))
    const path = join(folder, 'socket')
    const watch = watchServer(() => [join(folder, 'elsewhere'), path])
    expect(await watch.isThere()).toBe(true)
    const first = await listening(path)
    expect(await watch.isThere()).toBe(true)
    await closed(first)
    expect(await watch.isThere()).toBe(false)
    const second = await listening(path)
    expect(await watch.isThere()).toBe(false)
    await closed(second)
    rmSync(folder, { recursive: true, force: true })
  }
)

test('the server is looked for where Wine and Debian’s Wine put it, by the prefix', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wine-server-'))
  mkdirSync(join(folder, 'wine-Ab12cd'))
  const { dev, ino } = statSync(folder)
  const name = `server-${dev.toString(16)}-${ino.toString(16)}`
  expect(serverSockets(folder, { TMPDIR: folder, XDG_RUNTIME_DIR: '/run/user/1' })).toEqual(
    expect.arrayContaining([
      join(folder, 'wine-Ab12cd', name, 'socket'),
      join('/run/user/1', 'wine', name, 'socket')
    ])
  )
  rmSync(folder, { recursive: true, force: true })
})
