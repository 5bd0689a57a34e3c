import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeEngine } from '../shell/testing-engine'
import { startApp } from './app'
import { app, ipcMain, record, resetElectron, session } from './electron.alias'

let folder: string
let engine: FakeEngine
const start = async (): Promise<void> => {
  startApp({ appFolder: '/app', dataFolder: folder, startEngine: () => engine })
  await new Promise((resolve) => setImmediate(resolve))
}
const onlyWindow = (): (typeof record.windows)[0] => {
  expect(record.windows).toHaveLength(1)
  return record.windows[0]!
}

beforeEach(() => {
  resetElectron()
  folder = mkdtempSync(join(tmpdir(), 'vadlab-start-'))
  engine = new FakeEngine()
})
afterEach(() => {
  for (const event of ['SIGINT', 'SIGTERM', 'uncaughtExceptionMonitor']) process.removeAllListeners(event)
  rmSync(folder, { recursive: true, force: true })
})

test('the page runs in a sandbox, isolated, without Node', async () => {
  await start()
  expect(app.sandboxed.enabled).toBe(true)
  const { webPreferences, show } = onlyWindow().options
  expect(webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    preload: join('/app', 'out', 'preload', 'index.cjs')
  })
  expect(show).toBe(false)
  expect(onlyWindow().webContents.mainFrame.url).toBe('app://vadlab/')
})

test('the window is shown when its page can be', async () => {
  await start()
  expect(onlyWindow().shown).toBe(false)
  onlyWindow().emit('ready-to-show')
  expect(onlyWindow().shown).toBe(true)
})

test('app: is registered, files are served, permissions and navigation are guarded, the menu is there', async () => {
  await start()
  expect(record.schemes[0]!.scheme).toBe('app')
  const { protocol, request, check } = session.defaultSession.handlers
  expect([Object.keys(protocol), request === null, check === null]).toEqual([['app'], false, false])
  expect(record.menu).not.toBeNull()
  expect(onlyWindow().webContents.openHandler!({ url: 'https://example.com' } as never)).toEqual({
    action: 'deny'
  })
})

test('a second start ends, and opens a window in the first', async () => {
  await start()
  app.emit('second-instance', {}, ['vadlab'], '/')
  await Promise.resolve()
  expect(record.windows).toHaveLength(2)

  resetElectron()
  record.isFirstInstance = false
  await start()
  expect(record.quits).toHaveLength(1)
  expect(record.windows).toHaveLength(0)
})

test('the process ends only when the engine has ended its runs', async () => {
  await start()
  const preventDefault = vi.fn()
  onlyWindow().close()
  app.emit('window-all-closed')
  expect(record.quits).toHaveLength(1)
  app.emit('will-quit', { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
  expect(engine.events).toContain('close engine')
  engine.finishClosing!()
  await vi.waitFor(() => expect(record.quits).toHaveLength(2))
  app.emit('will-quit', { preventDefault })
  expect(preventDefault).toHaveBeenCalledOnce()
})

test('a window opens where the last one was closed', async () => {
  await start()
  onlyWindow().bounds = { x: 40, y: 50, width: 1000, height: 700 }
  onlyWindow().close()
  app.emit('second-instance', {}, ['vadlab'], '/')
  await Promise.resolve()
  expect(record.windows[1]!.options).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 })
})

test('a page that crashes is loaded again with a message; one that crashes again at once waits for the person', async () => {
  await start()
  const { webContents } = onlyWindow()
  const crash = async (): Promise<void> => {
    webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 })
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await crash()
  expect([webContents.reloads, record.messages.length]).toEqual([1, 1])
  expect(record.messages[0]!.message).toBe('The window crashed and was loaded again.')
  record.answer = 1
  await crash()
  expect([webContents.reloads, onlyWindow().destroyed]).toEqual([1, true])
})

test('what a page asks reaches the engine', async () => {
  await start()
  const { webContents } = onlyWindow()
  const event = { sender: webContents, senderFrame: webContents.mainFrame }
  ipcMain.emit('vadlab/open', event)
  ipcMain.emit('vadlab/line', event, '{"id":1}')
  expect(engine.pipes[0]!.sent).toEqual(['{"id":1}'])
})

const toldTo = (window: (typeof record.windows)[0]): unknown[] =>
  window.webContents.lines.map(([, text]) => JSON.parse(String(text)) as unknown)
const arrival = (payload: unknown): unknown => ({ kind: 'event', name: 'share/arrived', payload })
const openPage = ({ webContents }: (typeof record.windows)[0]): void => {
  ipcMain.emit('vadlab/open', { sender: webContents, senderFrame: webContents.mainFrame })
}

test('a link that the app was started with goes to its page, unread, once the page is there', async () => {
  startApp({
    ...{ appFolder: '/app', dataFolder: folder, startEngine: () => engine },
    args: ['vadlab.exe', '--some-switch', 'vadlab://program/1/AAA']
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(toldTo(onlyWindow())).toEqual([])
  openPage(onlyWindow())
  expect(toldTo(onlyWindow())).toEqual([arrival({ link: 'vadlab://program/1/AAA' })])
  expect(engine.pipes[0]!.sent).toEqual([])
})

test('a second start with a link brings it to the window that was used last, and to the front', async () => {
  await start()
  app.emit('second-instance', {}, ['vadlab.exe'], '/home/ada')
  await Promise.resolve()
  const [first, second] = record.windows as [(typeof record.windows)[0], (typeof record.windows)[0]]
  openPage(first)
  openPage(second)
  first.focus()
  first.minimized = true
  app.emit('second-instance', {}, ['vadlab.exe', 'sent/hello.vadlab'], '/home/ada')
  await Promise.resolve()
  expect(record.windows).toHaveLength(2)
  expect(toldTo(first)).toEqual([arrival({ path: join('/home/ada', 'sent', 'hello.vadlab') })])
  expect(toldTo(second)).toEqual([])
  expect([first.minimized, first.focused]).toEqual([false, true])
  // Where that window is closed, the other one is asked.
  first.close()
  app.emit('second-instance', {}, ['vadlab.exe', 'vadlab://program/1/BBB'], '/home/ada')
  await Promise.resolve()
  expect(toldTo(second)).toEqual([arrival({ link: 'vadlab://program/1/BBB' })])
})

test('links and files that macOS hands over are asked about, in a new window where there is none', async () => {
  await start()
  onlyWindow().close()
  const preventDefault = vi.fn()
  app.emit('open-url', { preventDefault }, 'vadlab://program/1/CCC')
  app.emit('open-file', { preventDefault }, '/home/ada/hello.vadlab')
  app.emit('open-url', { preventDefault }, 'https://example.com')
  await Promise.resolve()
  await Promise.resolve()
  expect(preventDefault).toHaveBeenCalledTimes(3)
  const window = record.windows[1]!
  openPage(window)
  expect(record.windows).toHaveLength(2)
  expect(toldTo(window)).toEqual([
    arrival({ link: 'vadlab://program/1/CCC' }),
    arrival({ path: '/home/ada/hello.vadlab' })
  ])
})

test('only an installed app asks the system for links', async () => {
  await start()
  expect(record.schemesOfLinks).toEqual([])
  resetElectron()
  app.isPackaged = true
  await start()
  expect(record.schemesOfLinks).toEqual(['vadlab'])
})
