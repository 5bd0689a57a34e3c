import { expect, test } from 'vitest'
import { peb, teb } from './environment-blocks'
import { SHARED_DATA } from './shared-user-data'
import { k, outcome, query, startMachine } from './testing/machine'
import { INVALID_HANDLE } from './testing/rule-cases'
import type { SimulatedProcess } from './simulated-process'
import { Simulator } from './simulator'

/** The modules' base addresses as a list of the loader has them. */
function listed(process: SimulatedProcess, list: 0 | 1 | 2): number[] {
  const read = (address: number): number => Number(process.load(address, 8))
  const head = read(process.state.peb + peb.loaderData) + 0x10 + list * 0x10
  const bases: number[] = []
  for (let link = read(head); link !== head; link = read(link)) {
    expect(read(read(link) + 8)).toBe(link)
    bases.push(read(link - list * 0x10 + 0x30))
  }
  return bases
}

// Microsoft, GetLastError: the last error is the thread's own; systeminformer, ntpebteb.h has where.
test('the last error stands in the TEB, whoever writes it', () => {
  const { process } = startMachine()
  const at = process.state.teb + teb.lastError
  process.call('SetLastError', [1234])
  expect(process.load(at, 4)).toBe(1234)
  process.call('VirtualAlloc', [0, 0, k.MEM_COMMIT, k.PAGE_READWRITE])
  expect(process.load(at, 4)).toBe(k.ERROR_INVALID_PARAMETER)
  process.store(at, 4, 77)
  expect(process.lastError()).toBe(77)
  expect(process.call('GetLastError', [])).toBe(77)
  // A success that clears the last error clears what the program wrote there.
  process.call('SetLastError', [0])
  process.store(at, 4, 77)
  expect(process.call('CreateFileMappingW', [INVALID_HANDLE, 0, k.PAGE_READWRITE, 0, 0x1000, 0])).not.toBe(0)
  expect(process.call('GetLastError', [])).toBe(0)
})

// Microsoft, Thread Stack Size: the stack grows page by page, and NT_TIB.StackLimit follows.
test('StackLimit moves down as the stack grows', () => {
  const { process, scratch } = startMachine()
  const limit = Number(process.load(process.state.teb + teb.stackLimit, 8))
  expect(query(process, scratch, limit - 1)!.protect).toBe(k.PAGE_READWRITE | k.PAGE_GUARD)
  process.store(limit - 8, 8, 1)
  expect(process.load(process.state.teb + teb.stackLimit, 8)).toBe(limit - 0x1000)
})

// Microsoft, SetThreadStackGuarantee: so much of the stack is there during a stack overflow.
test('a stack overflows so early that the guaranteed bytes are left, and commits them', () => {
  const { process, scratch } = startMachine()
  process.store(scratch, 4, 0x8000)
  process.call('SetThreadStackGuarantee', [scratch])
  expect(process.load(process.state.teb + teb.guaranteedStackBytes, 4)).toBe(0x8000)
  const low = process.state.stackLow * 4096
  let at = Number(process.load(process.state.teb + teb.stackLimit, 8)) - 8
  while (process.store(at, 8, 1)) at -= 0x1000
  expect(process.exception?.code).toBe(k.STATUS_STACK_OVERFLOW)
  expect(at - low).toBeGreaterThanOrEqual(0x9000)
  for (let page = low + 0x1000; page < at; page += 0x1000) expect(process.store(page, 8, 2)).toBe(true)
  expect(process.store(low, 8, 2)).toBe(false)
})

// Microsoft, PEB_LDR_DATA; Windows Internals, Part 1, chapter 3 (Image loader).
test('the loader lists modules as they come and go, without the program where order is initialisation', () => {
  const { process, scratch } = startMachine()
  const before = process.state.modules.map(({ base }) => base)
  expect(listed(process, 0)).toEqual(before)
  expect(listed(process, 1)).toEqual(before)
  expect(listed(process, 2).sort()).toEqual(before.slice(1).sort())
  expect(listed(process, 2)[0]).toBe(before[1])
  process.write(scratch, new TextEncoder().encode('lz32.dll\0'))
  const library = Number(outcome(process, 'LoadLibraryA', scratch).result)
  for (const list of [0, 1, 2] as const) expect(listed(process, list).at(-1)).toBe(library)
  process.call('FreeLibrary', [library])
  expect(listed(process, 0)).toEqual(before)
})

// systeminformer, ntpebteb.h: NumberOfHeaps, MaximumNumberOfHeaps, ProcessHeaps.
test('the PEB lists heaps, more than there was room for too', () => {
  const { process } = startMachine()
  const made = Array.from({ length: 20 }, () => Number(process.call('HeapCreate', [0, 0, 0])))
  const count = (): number => Number(process.load(process.state.peb + peb.heapCount, 4))
  const list = Number(process.load(process.state.peb + peb.heaps, 8))
  expect(count()).toBe(21)
  const heaps = Array.from({ length: 21 }, (_, i) => process.load(list + i * 8, 8))
  expect(heaps).toEqual([process.state.processHeap, ...made])
  process.call('HeapDestroy', [made[0]!])
  expect(count()).toBe(20)
})

// Microsoft, KUSER_SHARED_DATA: InterruptTime, SystemTime and TickCount, read without a call.
test('the shared data moves with the clock in every process, and back with a snapshot', () => {
  const simulator = new Simulator({ seed: 1 })
  const a = simulator.createProcess('A')
  const b = simulator.createProcess('B')
  const time = (process: SimulatedProcess): bigint => BigInt(process.load(SHARED_DATA + 0x14, 8)!)
  const start = time(a)
  expect(time(b)).toBe(start)
  const kept = simulator.snapshot()
  a.threads.passQuantum()
  expect(time(a) - start).toBe(150_000n)
  expect(time(b)).toBe(time(a))
  simulator.restore(kept)
  expect(time(a)).toBe(start)
  expect(a.store(SHARED_DATA, 4, 1)).toBe(false)
  expect(a.load(SHARED_DATA + 0x2e8, 4)).toBe(simulator.settings.ram / 4096)
})
