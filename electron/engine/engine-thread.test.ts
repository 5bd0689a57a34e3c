import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startEngineThread, type EnginePipe, type EngineThread } from './engine-thread'

/** Speaks the worker's side: echoes lines with the number of the connection; `die` ends it, `hang` keeps it from closing. */
const worker = `
import { appendFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
const write = (text) => appendFileSync(workerData.dataFolder + '/worker.log', text + '\\n')
write('start')
let hang = false
parentPort.on('message', (order) => {
  write(order.kind)
  if (order.kind === 'connect')
    order.port.on('message', (text) => {
      if (text === 'die') process.exit(3)
      if (text === 'throw') throw new Error('a bug in the engine')
      if (text === 'hang') hang = true
      if (text === 'complain') process.stderr.write('something is odd\\n')
      order.port.postMessage(text)
    })
  if (order.kind === 'close' && !hang) {
    parentPort.postMessage({ kind: 'closed' })
    parentPort.close()
  }
})
`
let folder: string
let engine: EngineThread
const start = (over: object = {}): void => {
  rmSync(join(folder, 'worker.log'), { force: true })
  engine = startEngineThread({
    dataFolder: folder,
    appFolder: folder,
    workerFile: join(folder, 'worker.mjs'),
    ...over
  })
}
const next = (pipe: EnginePipe): Promise<string> =>
  new Promise((resolve) => {
    const stop = pipe.listen((text) => {
      stop()
      resolve(text)
    })
  })
const ask = (pipe: EnginePipe, text: string): Promise<string> => {
  const answer = next(pipe)
  pipe.send(text)
  return answer
}
const written = (): string[] => readFileSync(join(folder, 'worker.log'), 'utf8').trim().split('\n')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vadlab-thread-'))
  writeFileSync(join(folder, 'worker.mjs'), worker)
})
afterEach(() => engine.close())
afterAll(() => rmSync(folder, { recursive: true }))

test('each window has a pipe of its own to one worker', async () => {
  start()
  const [a, b] = [engine.connect(), engine.connect()]
  expect(await Promise.all([ask(a, 'one'), ask(b, 'two')])).toEqual(['one', 'two'])
  expect(written()).toEqual(['start', 'connect', 'connect'])
})

test('a connection that ends is told before the next begins', async () => {
  start()
  const a = engine.connect()
  await ask(a, 'one')
  a.close()
  expect(await ask(engine.connect(), 'two')).toBe('two')
  expect(written()).toEqual(['start', 'connect', 'disconnect', 'connect'])
})

test('a closed pipe is silent and takes nothing', async () => {
  start()
  const pipe = engine.connect()
  await ask(pipe, 'one')
  let heard = 0
  pipe.listen(() => heard++)
  pipe.send('late')
  pipe.close()
  pipe.send('later')
  await ask(engine.connect(), 'other')
  expect(heard).toBe(0)
})

test.each([
  ['die', 'it ended with code 3'],
  ['throw', 'a bug in the engine']
])(
  'a worker that dies (%s) is told to every window, and the next line starts a new one',
  async (how, reason) => {
    const logged: string[] = []
    start({ log: (message: string) => logged.push(message) })
    const [a, b] = [engine.connect(), engine.connect()]
    await ask(b, 'here')
    const other = next(b)
    const lost = JSON.parse(await ask(a, how)) as { name: string; payload: { message: string } }
    expect(lost.name).toBe('engine/lost')
    expect(lost.payload.message).toContain(reason)
    expect(JSON.parse(await other)).toEqual(lost)
    expect(logged).not.toEqual([])
    expect(await ask(a, 'again')).toBe('again')
    expect(written().filter((line) => line === 'start')).toHaveLength(2)
  }
)

test('a worker that cannot start is told as lost, once for each try', async () => {
  start({ workerFile: join(folder, 'missing.mjs') })
  const pipe = engine.connect()
  expect(await next(pipe)).toContain('engine/lost')
  expect(await ask(pipe, 'x')).toContain('engine/lost')
})

test('what the worker writes to its standard error is logged', async () => {
  const logged: string[] = []
  start({ log: (message: string) => logged.push(message) })
  await ask(engine.connect(), 'complain')
  await vi.waitFor(() => expect(logged).toEqual(['something is odd']))
})

test('closing asks the worker to end, and twice is once', async () => {
  start()
  await ask(engine.connect(), 'one')
  await Promise.all([engine.close(), engine.close()])
  expect(written()).toEqual(['start', 'connect', 'disconnect', 'close'])
})

test('a worker that does not end is ended', async () => {
  const logged: string[] = []
  start({ closeTimeoutMs: 50, log: (message: string) => logged.push(message) })
  await ask(engine.connect(), 'hang')
  await engine.close()
  expect(logged).toContain('The engine did not end in 50 ms.')
})

test('closing before anything was sent starts nothing', async () => {
  start()
  engine.connect()
  await engine.close()
  expect(() => written()).toThrow('ENOENT')
  const late = engine.connect()
  late.listen(() => {})
  late.send('x')
  expect(() => written()).toThrow('ENOENT')
})
