import type { Stub, CallStack } from './stub'
import type { System } from './system'
import { currentProcess } from './system'

const pageSize = 0x1000
const allocationGranularity = 0x10000
const defaultReserve = 0x100000
/** The top of the stack belongs to the functions that the program calls; its variables come below. */
const callArea = 0x20000
/** Zeros above a called function's frame, where a stack trace stops. */
const callHeadroom = 0x1000
/** What the lowest pages of a stack are kept for: the guard pages, and the one that is never committed. */
const lowestPages = 0x5000
const newThreadTimeoutMs = 5000
const createSuspended = 0x4
const stackSizeParamIsAReservation = 0x10000
/** Offsets in the TEB, the same in every Windows x64. */
const tebStackBase = 0x08
const tebStackLimit = 0x10
const tebDeallocationStack = 0x1478

/** The stack of a program: that of a real thread, which waits suspended for ever while node's runs on its stack. */
export interface ProgramStack extends CallStack {
  readonly teb: number
  /** The program's variables lie from here on, upwards ... */
  readonly variablesFrom: number
  /** ... to here (exclusive). */
  readonly variablesTo: number
}

/** Makes a thread and hands its stack to the stub, with `size` bytes for variables committed. */
export function makeProgramStack(system: System, stub: Stub, size: number): ProgramStack {
  const needed = callArea + size + lowestPages
  const reserve = Math.max(defaultReserve, Math.ceil(needed / allocationGranularity) * allocationGranularity)
  const start = system.getProcAddress(system.getModuleHandle('kernel32.dll'), 'ExitThread')
  const thread = system.createThread(0, reserve, start, 0, createSuspended | stackSizeParamIsAReservation, 0)
  if (thread === 0) throw new Error('Windows made no thread for the program.')
  const teb = tebOfThread(system, stub, thread)
  const base = fieldOf(stub, teb, tebStackBase)
  const stack: ProgramStack = {
    teb,
    base,
    limit: fieldOf(stub, teb, tebStackLimit),
    deallocation: fieldOf(stub, teb, tebDeallocationStack),
    callFrom: base - callHeadroom,
    variablesFrom: fieldOf(stub, teb, tebDeallocationStack) + lowestPages,
    variablesTo: base - callArea
  }
  stub.useStack(stack)
  // Page by page downwards, over the guard: the stack grows as a program's own calls would make it grow.
  const committedFrom = Math.floor((stack.variablesTo - size) / pageSize) * pageSize
  for (let page = base - pageSize; page >= committedFrom; page -= pageSize) {
    if (stub.load(page, 1) === undefined) throw new Error('The stack of the program does not grow.')
  }
  stub.write(stack.callFrom, new Uint8Array(0x100))
  return stack
}

/** The TEB of a thread (a handle). Under Wine a thread has its TEB some moments after CreateThread, however suspended. */
export function tebOfThread(system: System, stub: Stub, thread: number | bigint): number {
  for (let waitedMs = 0; waitedMs < newThreadTimeoutMs; waitedMs++) {
    const teb = threadTeb(system, stub, thread)
    if (teb !== 0 && fieldOf(stub, teb, tebDeallocationStack) !== 0) return teb
    system.sleep(1)
  }
  throw new Error('The thread that Windows made for the program has no stack.')
}

/** A stack of the stub's own, for calls while the program's is out of order. */
export function makeSpareStack(system: System): CallStack {
  const size = 0x40000
  const deallocation = Number(system.virtualAlloc(0, size, 0x3000, 0x04))
  const base = deallocation + size
  return { base, limit: deallocation, deallocation, callFrom: base - callHeadroom }
}

/** THREAD_BASIC_INFORMATION.TebBaseAddress of a thread (a handle); 0 when it cannot be asked. */
export function threadTeb(system: System, stub: Stub, thread: number | bigint): number {
  const threadBasicInformation = 0
  const status = system.queryInformationThread(thread, threadBasicInformation, stub.scratch, 0x30, 0)
  return status === 0 ? fieldOf(stub, stub.scratch, 8) : 0
}

/** PROCESS_BASIC_INFORMATION.PebBaseAddress of this process. */
export function pebAddress(system: System, stub: Stub): number {
  const processBasicInformation = 0
  const status = system.queryInformationProcess(
    currentProcess,
    processBasicInformation,
    stub.scratch,
    0x30,
    0
  )
  return status === 0 ? fieldOf(stub, stub.scratch, 8) : 0
}

/** Where a thread's stack begins; 0 when its TEB cannot be read. */
export function deallocationStack(stub: Stub, teb: number): number {
  return fieldOf(stub, teb, tebDeallocationStack)
}

/** A pointer in a structure. */
export function fieldOf(stub: Stub, structure: number, offset: number): number {
  return Number(stub.load(structure + offset, 8) ?? 0)
}
