import { namedConstants as k } from '../../shared/win32/constants'
import { Bytes, stringBytes } from './api-call'
import { PAGE_SIZE } from './frames'
import { allocateBlock } from './heap'
import type { HeapState } from './heap-state'
import { values } from './persistent-tree'
import type { ProcessMemory } from './process-memory'
import { programPath } from './system-images'
import { programFolder, systemFolder } from './file-store'
import { PROCESSORS } from './shared-user-data'
import type { ThreadState } from './thread-state'

/** Offsets in the TEB. systeminformer, ntpebteb.h; Microsoft, NT_TIB and TEB. */
export const teb = {
  stackBase: 0x08,
  stackLimit: 0x10,
  self: 0x30,
  processId: 0x40,
  threadId: 0x48,
  peb: 0x60,
  lastError: 0x68,
  currentLocale: 0x108,
  realProcessId: 0x7d8,
  realThreadId: 0x7e0,
  deallocationStack: 0x1478,
  tlsSlots: 0x1480,
  guaranteedStackBytes: 0x1748
} as const

/** Offsets in the PEB. systeminformer, ntpebteb.h; Microsoft, PEB. */
export const peb = {
  beingDebugged: 0x02,
  imageBase: 0x10,
  loaderData: 0x18,
  processParameters: 0x20,
  processHeap: 0x30,
  processors: 0xb8,
  criticalSectionTimeout: 0xc0,
  heapSegmentReserve: 0xc8,
  heapCount: 0xe8,
  maximumHeaps: 0xec,
  heaps: 0xf0,
  osMajorVersion: 0x118,
  osBuildNumber: 0x120,
  osPlatform: 0x124,
  subsystem: 0x128,
  affinityMask: 0x138
} as const

/** Where the libraries' own data lies that the PEB leads to: ntdll's .data. */
const heapListOffset = 0x200
const HEAP_LIST_LENGTH = 16
const EN_US = 0x409

/** Puts a thread's stack, ids and process into its TEB; `committed` is the lowest committed page of its stack. */
export function fillTeb(process: ProcessMemory, thread: ThreadState, committed: number): void {
  const at = thread.teb
  const put = (offset: number, value: number): boolean => process.store(at + offset, 8, value)
  put(teb.stackBase, thread.stackHigh * PAGE_SIZE)
  put(teb.stackLimit, committed * PAGE_SIZE)
  put(teb.self, at)
  for (const offset of [teb.processId, teb.realProcessId]) put(offset, process.state.processId)
  for (const offset of [teb.threadId, teb.realThreadId]) put(offset, thread.threadId)
  put(teb.peb, process.state.peb)
  process.store(at + teb.currentLocale, 4, EN_US)
  put(teb.deallocationStack, thread.stackLow * PAGE_SIZE)
}

/** The process's own image and heap in its PEB. */
export function fillPeb(process: ProcessMemory): void {
  const { state } = process
  const put = (offset: number, size: 2 | 4 | 8, value: number): boolean =>
    process.store(state.peb + offset, size, value)
  process.write(state.peb + 8, new Uint8Array(8).fill(0xff))
  put(peb.imageBase, 8, state.imageBase)
  put(peb.processHeap, 8, state.processHeap)
  put(peb.processors, 4, PROCESSORS)
  // 150 s in units of 100 ns, negative because it counts from now. Microsoft, CriticalSectionTimeout.
  process.write(state.peb + peb.criticalSectionTimeout, new Bytes(8).u64(0, 0xffffffffa697d100n).bytes)
  for (const [i, size] of [0x100000, 0x2000, 0x10000, 0x1000].entries())
    put(peb.heapSegmentReserve + i * 8, 8, size)
  put(peb.osMajorVersion, 4, 10)
  put(peb.osBuildNumber, 2, 19045)
  put(peb.osPlatform, 4, 2)
  put(peb.subsystem, 4, k.IMAGE_SUBSYSTEM_WINDOWS_CUI)
  put(peb.subsystem + 4, 4, 10)
  put(peb.affinityMask, 8, 2 ** PROCESSORS - 1)
}

/** Tells the PEB which heaps there are. To be called when one came or went. */
export function listHeaps(process: ProcessMemory): void {
  const { state } = process
  const heaps: HeapState[] = [...values(state.heaps)].sort((a, b) => a.order - b.order)
  const ntdll = state.modules[1]
  if (state.processHeap === 0 || ntdll === undefined) return
  let list = Number(process.glance(state.peb + peb.heaps, 8) ?? 0)
  let room = Number(process.glance(state.peb + peb.maximumHeaps, 4) ?? 0)
  if (list === 0) {
    list = libraryData(process) + heapListOffset
    room = HEAP_LIST_LENGTH
  }
  if (heaps.length > room) {
    // The list moves to the process's heap when it outgrows its first place.
    const grown = allocateBlock(process, state.processHeap, heaps.length * 2 * 8, true)
    if (grown === null) return
    list = grown.address
    room = heaps.length * 2
  }
  const bytes = new Bytes(room * 8)
  heaps.forEach((heap, i) => bytes.u64(i * 8, heap.base))
  process.write(list, bytes.bytes)
  process.store(state.peb + peb.heaps, 8, list)
  process.store(state.peb + peb.maximumHeaps, 4, room)
  process.store(state.peb + peb.heapCount, 4, heaps.length)
}

/** The first byte of ntdll's .data in a process. */
export function libraryData(process: ProcessMemory): number {
  const { base } = process.state.modules[1]!
  const view = process.vadAt(base / PAGE_SIZE)!.view!
  return base + process.kernel.controlArea(view.controlArea).subsections[3]!.firstPage * PAGE_SIZE
}

/** A UNICODE_STRING; its length does not count the terminator, its maximum length does. */
export function unicodeString(text: string, buffer: number): Uint8Array {
  return new Bytes(16)
    .u16(0, text.length * 2)
    .u16(2, text.length * 2 + 2)
    .u64(8, buffer).bytes
}

/** The command line that a program is started with. */
export const commandLine = `"${programPath}"`

/**
 * RTL_USER_PROCESS_PARAMETERS with its texts, in a block of the process's heap. Offsets: systeminformer, ntrtl.h;
 * Microsoft, RTL_USER_PROCESS_PARAMETERS.
 */
export function makeProcessParameters(process: ProcessMemory): void {
  const size = 0x440
  const texts: readonly [number, string][] = [
    [0x38, `${programFolder}\\`],
    [0x50, systemFolder],
    [0x60, programPath],
    [0x70, commandLine],
    [0xb0, programPath]
  ]
  const environment = ['SystemRoot=C:\\Windows', 'Path=C:\\Windows\\System32', ''].join('\0')
  const wide = texts.reduce((sum, [, text]) => sum + text.length * 2 + 2, size) + environment.length * 2 + 2
  // Behind what Windows has there stands what GetCommandLineA answers.
  const bytes = wide + commandLine.length + 1
  const block = allocateBlock(process, process.state.processHeap, bytes, true)
  if (block === null) throw new Error('A process cannot start: its heap has no room for its parameters.')
  const { address } = block
  // RTL_USER_PROC_PARAMS_NORMALIZED: the texts' addresses are whole ones.
  process.write(address, new Bytes(12).u32(0, bytes).u32(4, bytes).u32(8, 1).bytes)
  let at = address + size
  for (const [offset, text] of [...texts, [0x80, environment] as const]) {
    const unicode = new Bytes(text.length * 2 + 2)
    for (let i = 0; i < text.length; i++) unicode.u16(i * 2, text.charCodeAt(i))
    process.write(at, unicode.bytes)
    if (offset === 0x80) process.store(address + offset, 8, at)
    else process.write(address + offset, unicodeString(text, at))
    at += unicode.bytes.length
  }
  process.write(at, stringBytes(commandLine, false))
  process.store(process.state.peb + peb.processParameters, 8, address)
}
