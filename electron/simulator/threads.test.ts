import { expect, test } from 'vitest'
import { alloc, k, outcome, query, startMachine } from './testing/machine'
import type { SimulatedProcess } from './simulated-process'

function thread(process: SimulatedProcess, size = 0, flags = 0): { handle: number; id: number; top: number } {
  const handle = process.threads.create([0, size, 0x1000, 0, flags, 0])
  const made = process.threads.made
  if (typeof handle !== 'number' || made === null) throw new Error('no thread')
  return { handle, id: made.threadId, top: made.stackTop }
}

test('a thread has a stack of 1 MiB with a guard page, which goes with it', () => {
  const { process, scratch } = startMachine()
  const { handle, id, top } = thread(process)
  const committed = query(process, scratch, top)!
  expect(committed).toMatchObject({ state: k.MEM_COMMIT, protect: k.PAGE_READWRITE })
  const base = Number(committed.allocationBase)
  expect(query(process, scratch, Number(committed.base) - 1)!.protect).toBe(k.PAGE_READWRITE | k.PAGE_GUARD)
  expect(query(process, scratch, base)!.state).toBe(k.MEM_RESERVE)
  const uses = process.regions().filter((region) => region.allocationBase === base)
  expect(uses.reduce((sum, region) => sum + region.size, 0)).toBe(0x100000)
  expect(uses.every((region) => region.use === 'Stack' && region.owner === 'program')).toBe(true)
  process.threads.select(id)
  process.threads.end(7)
  process.threads.select(process.state.processId + 4)
  expect(query(process, scratch, base)!.state).toBe(k.MEM_FREE)
  expect(outcome(process, 'WaitForSingleObject', handle, 0).result).toBe(k.WAIT_OBJECT_0)
  expect(outcome(process, 'GetExitCodeThread', handle, scratch).result).toBe(1)
  expect(process.load(scratch, 4)).toBe(7)
})

test('another thread that touches a guard page gets the exception, its own thread grows', () => {
  const { process, scratch } = startMachine()
  const { id, top } = thread(process)
  const guard = Number(query(process, scratch, top)!.base) - 8
  expect(process.load(guard, 8)).toBeUndefined()
  expect(process.exception?.code).toBe(k.STATUS_GUARD_PAGE_VIOLATION)
  const second = thread(process)
  process.threads.select(second.id)
  expect(process.load(Number(query(process, scratch, second.top)!.base) - 8, 8)).toBe(0)
  expect(id).not.toBe(second.id)
})

test('an auto-reset event goes to the thread that waits, not to who asks later', () => {
  const { process } = startMachine()
  const first = process.threads.selected
  const event = outcome(process, 'CreateEventA', 0, 0, 0, 0).result
  const { id } = thread(process)
  process.threads.select(id)
  expect(process.call('WaitForSingleObject', [event, k.INFINITE])).toBeUndefined()
  expect(process.threads.waits).toBe(true)
  process.threads.select(first)
  expect(outcome(process, 'SetEvent', event).result).toBe(1)
  expect(outcome(process, 'WaitForSingleObject', event, 0).result).toBe(k.WAIT_TIMEOUT)
  process.threads.select(id)
  expect(process.threads.answer()).toBe(k.WAIT_OBJECT_0)
})

test('a pulse wakes who waits and leaves nothing', () => {
  const { process } = startMachine()
  const first = process.threads.selected
  const event = outcome(process, 'CreateEventA', 0, 1, 0, 0).result
  const { id } = thread(process)
  process.threads.select(id)
  process.call('WaitForSingleObject', [event, k.INFINITE])
  process.threads.select(first)
  outcome(process, 'PulseEvent', event)
  expect(outcome(process, 'WaitForSingleObject', event, 0).result).toBe(k.WAIT_TIMEOUT)
  process.threads.select(id)
  expect(process.threads.answer()).toBe(k.WAIT_OBJECT_0)
})

test('a wait takes its object once, however often it is signalled before its thread goes on', () => {
  const { process } = startMachine()
  const first = process.threads.selected
  const semaphore = outcome(process, 'CreateSemaphoreA', 0, 0, 8, 0).result
  const { id } = thread(process)
  process.threads.select(id)
  process.call('WaitForSingleObject', [semaphore, k.INFINITE])
  process.threads.select(first)
  outcome(process, 'ReleaseSemaphore', semaphore, 2, 0)
  process.threads.select(id)
  expect(process.threads.answer()).toBe(k.WAIT_OBJECT_0)
  process.threads.select(first)
  expect(outcome(process, 'WaitForSingleObject', semaphore, 0).result).toBe(k.WAIT_OBJECT_0)
  expect(outcome(process, 'WaitForSingleObject', semaphore, 0).result).toBe(k.WAIT_TIMEOUT)
})

test('a kept moment brings back threads, waits and the clock', () => {
  const { simulator, process } = startMachine()
  const first = process.threads.selected
  const event = outcome(process, 'CreateEventA', 0, 0, 0, 0).result
  const { id } = thread(process)
  process.threads.select(id)
  process.call('WaitForSingleObject', [event, 100])
  const kept = simulator.snapshot()
  expect(process.threads.passTime()).toBe(true)
  expect(process.threads.answer()).toBe(k.WAIT_TIMEOUT)
  process.threads.end(1)
  process.threads.select(first)
  expect(process.threads.stateOf(id)).toBe('ended')
  simulator.restore(kept)
  expect(process.threads.selected).toBe(id)
  expect(process.threads.stateOf(id)).toBe('alive')
  expect(process.threads.answer()).toBeUndefined()
  process.threads.select(first)
  outcome(process, 'SetEvent', event)
  process.threads.select(id)
  expect(process.threads.answer()).toBe(k.WAIT_OBJECT_0)
})

test('a thread that cannot be made leaves nothing behind', () => {
  const { process } = startMachine()
  const before = process.regions().length
  alloc(process, 0x10000)
  expect(process.threads.create([0, 0, 0, 0, 0x40, 0])).toBe(0)
  expect(process.threads.made).toBeNull()
  expect(process.lastError()).toBe(k.ERROR_INVALID_PARAMETER)
  expect(process.regions().length).toBe(before + 1)
})

test('TLS values lie in the TEB of their thread', () => {
  const { process } = startMachine()
  const index = Number(outcome(process, 'TlsAlloc').result)
  outcome(process, 'TlsSetValue', index, 0x1234)
  expect(process.load(process.state.teb + 0x1480 + index * 8, 8)).toBe(0x1234)
  process.threads.select(thread(process).id)
  expect(outcome(process, 'TlsGetValue', index).result).toBe(0)
})
