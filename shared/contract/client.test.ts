import { describe, expect, test, vi } from 'vitest'
import { createDoor } from './client'
import { pipePair, type Pipe } from './transport'

/** A door, what it sends, and how to speak to it as the engine. */
function doorWithWire() {
  const [near, far] = pipePair()
  const sent: string[] = []
  far.listen((text) => sent.push(text))
  return { door: createDoor(near), sent, say: (message: unknown) => far.send(text(message)) }
}
const text = (message: unknown): string => (typeof message === 'string' ? message : JSON.stringify(message))
const answer = (id: number, value: unknown): object => ({ kind: 'answer', id, answer: { ok: true, value } })
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

test('answers find their calls in any order', async () => {
  const { door, sent, say } = doorWithWire()
  const first = door.call('document/restore', {})
  const second = door.call('examples/list', {})
  await settled()
  expect(sent).toEqual([
    '{"id":1,"name":"document/restore","input":{}}',
    '{"id":2,"name":"examples/list","input":{}}'
  ])
  say(answer(2, []))
  say(answer(1, null))
  expect(await first).toEqual({ ok: true, value: null })
  expect(await second).toEqual({ ok: true, value: [] })
})

test('a failure is a value', async () => {
  const { door, say } = doorWithWire()
  const call = door.call('run/stop', { runId: 'r' })
  const failure = { kind: 'refused', message: 'There is no such run.' }
  say({ kind: 'answer', id: 1, answer: { ok: false, failure } })
  expect(await call).toEqual({ ok: false, failure })
})

test('input that is no JSON fails without being sent', async () => {
  const { door, sent } = doorWithWire()
  expect(await door.call('run/stop', { runId: 1n } as never)).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', message: expect.stringContaining('run/stop') }
  })
  expect(sent).toEqual([])
})

test('a pipe that cannot send fails the call', async () => {
  const closed: Pipe = {
    send: () => {
      throw new Error('the window is closing')
    },
    listen: () => () => {}
  }
  expect(await createDoor(closed).call('app/describe', {})).toMatchObject({
    ok: false,
    failure: { kind: 'broken', message: expect.stringContaining('the window is closing') }
  })
})

test('when the engine is lost every waiting call fails, and later calls go on', async () => {
  const { door, say } = doorWithWire()
  const heard: string[] = []
  door.subscribe('engine/lost', ({ message }) => heard.push(message))
  const waiting = [door.call('app/describe', {}), door.call('document/restore', {})]
  say({ kind: 'event', name: 'engine/lost', payload: { message: 'It stopped.' } })
  for (const call of waiting)
    expect(await call).toEqual({ ok: false, failure: { kind: 'broken', message: 'It stopped.' } })
  expect(heard).toEqual(['It stopped.'])
  const later = door.call('document/restore', {})
  say(answer(3, null))
  expect(await later).toEqual({ ok: true, value: null })
})

describe('events', () => {
  test('reach those who listen, until they stop', async () => {
    const { door, say } = doorWithWire()
    const heard: unknown[] = []
    const hear = (payload: unknown): void => void heard.push(payload)
    const stop = door.subscribe('machines/changed', hear)
    door.subscribe('machines/changed', hear)
    say({ kind: 'event', name: 'machines/changed', payload: [] })
    await settled()
    expect(heard).toEqual([[], []])
    stop()
    say({ kind: 'event', name: 'machines/changed', payload: [] })
    await settled()
    expect(heard).toHaveLength(3)
  })

  test('reach the others when one listener throws, and its error is reported', async () => {
    vi.useFakeTimers()
    const { door, say } = doorWithWire()
    const heard: unknown[] = []
    door.subscribe('machines/changed', () => {
      throw new Error('a bug')
    })
    door.subscribe('machines/changed', (payload) => heard.push(payload))
    say({ kind: 'event', name: 'machines/changed', payload: [] })
    await Promise.resolve()
    expect(heard).toEqual([[]])
    expect(() => vi.runAllTimers()).toThrow('a bug')
    vi.useRealTimers()
  })
})

test.each(['', '{', 'null', '1', '{"kind":"other"}', { kind: 'answer', id: 99, answer: null }])(
  'a line that means nothing is dropped: %j',
  async (line) => {
    const { door, say } = doorWithWire()
    const call = door.call('document/restore', {})
    say(line)
    say(answer(1, null))
    expect(await call).toEqual({ ok: true, value: null })
  }
)

test('an answer that cannot be read fails its call instead of leaving it waiting', async () => {
  const { door, say } = doorWithWire()
  const call = door.call('document/restore', {})
  say({ kind: 'answer', id: 1, answer: 'yes' })
  expect(await call).toMatchObject({ ok: false, failure: { kind: 'broken' } })
})

test('what arrives from outside before the page listens is kept for the first who does', async () => {
  const { door, say } = doorWithWire()
  const payload = { link: 'vadlab://program/1/AAA' }
  say({ kind: 'event', name: 'share/arrived', payload })
  await settled()
  const heard: unknown[] = []
  door.subscribe('share/arrived', (arrived) => heard.push(arrived))
  door.subscribe('share/arrived', (arrived) => heard.push(arrived))
  await settled()
  expect(heard).toEqual([payload])
})
