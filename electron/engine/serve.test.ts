import { expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { createDoor } from '../../shared/contract/client'
import { pipePair } from '../../shared/contract/transport'
import { done, emitOver, refused, serve, type Handlers } from './serve'

/** A served pipe: a door to it, the raw wire, and what was logged. */
function served(handlers: Partial<Handlers> = {}) {
  const [near, far] = pipePair()
  const logged: string[] = []
  const heard: string[] = []
  near.listen((text) => heard.push(text))
  const stop = serve(far, handlers as Handlers, (message, error) =>
    logged.push(error === undefined ? message : `${message} ${String(error)}`)
  )
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
  const raw = async (text: string): Promise<unknown[]> => {
    near.send(text)
    await settled()
    return heard.splice(0).map((line) => JSON.parse(line) as unknown)
  }
  return { door: createDoor(near), emit: emitOver(far), logged, raw, stop }
}
const failure = (id: number, kind: string, message: unknown): object => ({
  kind: 'answer',
  id,
  answer: { ok: false, failure: { kind, message } }
})

test('a handler gets the checked input, and its value is the answer', async () => {
  const { door } = served({
    'examples/read': async ({ id }) => done({ fileName: `${id}.c`, source: 'int main;' })
  })
  expect(await door.call('examples/read', { id: 'guard' })).toEqual({
    ok: true,
    value: { fileName: 'guard.c', source: 'int main;' }
  })
})

test('a handler may refuse', async () => {
  const { door } = served({ 'run/stop': () => refused('There is no run r.') })
  expect(await door.call('run/stop', { runId: 'r' })).toEqual({
    ok: false,
    failure: { kind: 'refused', message: 'There is no run r.' }
  })
})

test('input that does not fit names its request and its fields', async () => {
  const { door } = served()
  const input = { source: '', fileName: 'a.c', machines: ['simulator', 'vax'], insist: 1 }
  const answer = await door.call('run/start', input as never)
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid' } })
  const { message } = (answer as { failure: { message: string } }).failure
  expect(message).toMatch(/^run\/start: machines\[1\]: .*; settings: .*; insist: /)
})

test('a machine that cannot be is refused with the setting and what it can be', async () => {
  const { door } = served()
  const start = (settings: object): unknown =>
    door.call('run/start', {
      ...{ source: '', fileName: 'a.c', machines: ['simulator'], insist: false, breakpoints: [] },
      settings: { ...defaultMachineSettings, ...settings }
    })
  for (const [settings, says] of [
    [{ ram: 2 ** 20 }, /^run\/start: settings: RAM is whole pages of 4 KiB, from 16 MiB to /],
    [{ ram: 'much' }, /^run\/start: settings\.ram: RAM is a number of bytes\./],
    [{ seed: -1 }, /settings: The seed is a whole number from 0 to 4294967295\./],
    [{ commitLimit: 4096 }, /settings: The commit limit is whole pages of 4 KiB, from /],
    [{ clusterPages: 17 }, /settings: A page fault cluster has from 1 to 16 pages\./],
    [{ speed: 1 }, /settings: .*speed/]
  ] as const)
    expect(await start(settings)).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', message: expect.stringMatching(says) }
    })
})

test('a field too many is refused', async () => {
  const { door } = served({ 'document/restore': () => done(null) })
  expect(await door.call('document/restore', { also: 1 } as never)).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', message: expect.stringContaining('also') }
  })
})

test('a handler that throws is broken: the page gets no details, the log does', async () => {
  const { door, logged } = served({
    'document/open': () => Promise.reject(new Error('ENOENT /home/someone')),
    'examples/list': () => {
      throw new Error('at once')
    }
  })
  for (const call of [door.call('document/open', { path: 'x' }), door.call('examples/list', {})]) {
    const answer = await call
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'broken' } })
    expect(JSON.stringify(answer)).not.toMatch(/ENOENT|at once|\.ts/)
  }
  expect(logged.sort()).toEqual([
    'document/open failed. Error: ENOENT /home/someone',
    'examples/list failed. Error: at once'
  ])
})

test('a value that is no JSON is broken too', async () => {
  const { door } = served({ 'app/describe': () => done({ version: 1n, machines: [] } as never) })
  expect(await door.call('app/describe', {})).toMatchObject({ ok: false, failure: { kind: 'broken' } })
})

test('a request that does not exist is invalid, also when every object has its name', async () => {
  const { raw } = served()
  for (const name of ['run/fly', 'constructor', '__proto__', 7, null])
    expect(await raw(JSON.stringify({ id: 4, name, input: {} }))).toEqual([
      failure(4, 'invalid', `There is no request ${JSON.stringify(name)}.`)
    ])
})

test.each([
  '',
  'not JSON',
  '{"id":',
  'null',
  '[]',
  '7',
  '{}',
  '{"id":"1","name":"app/describe","input":{}}',
  '{"id":1.5,"name":"app/describe","input":{}}',
  '{"id":null}'
])('a line that names no call is dropped and logged: %s', async (line) => {
  const { raw, logged } = served({ 'document/restore': () => done(null) })
  expect(await raw(line)).toEqual([])
  expect(logged).toHaveLength(1)
  expect(await raw('{"id":2,"name":"document/restore","input":{}}')).toHaveLength(1)
})

test('a request without input is invalid', async () => {
  const { raw } = served()
  expect(await raw('{"id":3,"name":"examples/list"}')).toEqual([
    failure(3, 'invalid', expect.stringMatching(/^examples\/list: the input: /))
  ])
})

test('a message that is too long is answered without being parsed', async () => {
  const { raw, logged } = served()
  const source = 'x'.repeat(7_000_001)
  expect(
    await raw(JSON.stringify({ id: 5, name: 'program/check', input: { source, fileName: 'a.c' } }))
  ).toEqual([failure(5, 'invalid', expect.stringContaining('longer than'))])
  expect(await raw(source)).toEqual([])
  expect(logged).toHaveLength(1)
})

test('the longest source that is allowed comes through, whatever its characters', async () => {
  const { door } = served({ 'program/check': ({ source }) => done([{ length: source.length } as never]) })
  expect(await door.call('program/check', { source: '\u0001'.repeat(1_000_000), fileName: 'a.c' })).toEqual({
    ok: true,
    value: [{ length: 1_000_000 }]
  })
})

test('slow requests do not hold up quick ones', async () => {
  let finish = (): void => {}
  const { door } = served({
    'run/pause': () => new Promise((resolve) => (finish = () => resolve(done(null)))),
    'document/restore': () => done(null)
  })
  const slow = door.call('run/pause', { runId: 'r' })
  await door.call('document/restore', {})
  finish()
  expect(await slow).toEqual({ ok: true, value: null })
})

test('events reach the page', async () => {
  const { door, emit } = served()
  const heard = new Promise((resolve) => door.subscribe('machines/changed', resolve))
  emit('machines/changed', [])
  expect(await heard).toEqual([])
})

test('after it was stopped nothing is answered', async () => {
  const { raw, stop } = served({ 'document/restore': () => done(null) })
  stop()
  expect(await raw('{"id":2,"name":"document/restore","input":{}}')).toEqual([])
})
