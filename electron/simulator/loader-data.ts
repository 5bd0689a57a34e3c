import { Bytes } from './api-call'
import { libraryData, peb, unicodeString } from './environment-blocks'
import { fileNameOf } from './file-store'
import { PAGE_SIZE } from './frames'
import { allocateBlock, freeBlock, heapAt } from './heap'
import { imageFacts } from './pe-headers'
import { find } from './persistent-tree'
import type { LoadedModule } from './process-state'
import type { ProcessMemory } from './process-memory'

/** Offsets in PEB_LDR_DATA of the heads of its lists, and in LDR_DATA_TABLE_ENTRY of their links. systeminformer, ntldr.h. */
const lists = [
  { head: 0x10, links: 0x00 },
  { head: 0x20, links: 0x10 },
  { head: 0x30, links: 0x20 }
] as const
const INITIALIZATION = 2
const entry = {
  base: 0x30,
  entryPoint: 0x38,
  size: 0x40,
  fullName: 0x48,
  baseName: 0x58,
  flags: 0x68
} as const
const loadCount = 0x6c
const timeDateStamp = 0x80
const ENTRY_SIZE = 0x138
const LOADER_DATA_SIZE = 0x58
const dllFlags = 0x2000_0004
const STATIC_COUNT = 0xffff

/** PEB_LDR_DATA in ntdll's .data, with an entry for each module that is loaded. */
export function makeLoaderData(process: ProcessMemory): void {
  const address = libraryData(process)
  process.write(address, new Bytes(12).u32(0, LOADER_DATA_SIZE).u32(4, 1).bytes)
  for (const { head } of lists) linkTo(process, address + head, address + head, address + head)
  process.store(process.state.peb + peb.loaderData, 8, address)
  for (const { base } of process.state.modules) enterModule(process, base)
  // ntdll is initialised first, KernelBase before kernel32, which needs it; the program has no initialisation.
  const order = process.state.modules.slice(1).map(({ record }) => record! + lists[INITIALIZATION].links)
  const second = order[1]
  if (second === undefined || order[2] === undefined) return
  unlink(process, second)
  insertAfter(process, order[2], second)
}

/** Puts a module at the end of the loader's lists, if there are lists yet. */
export function enterModule(process: ProcessMemory, base: number): void {
  const { state } = process
  const data = loaderData(process)
  const index = state.modules.findIndex((one) => one.base === base)
  const module = state.modules[index]
  if (data === 0 || module === undefined) return
  const name = new Bytes(module.path.length * 2 + 2)
  for (let i = 0; i < module.path.length; i++) name.u16(i * 2, module.path.charCodeAt(i))
  const record = allocateBlock(process, state.processHeap, ENTRY_SIZE, true)
  const text = allocateBlock(process, state.processHeap, name.bytes.length, false)
  if (record === null || text === null) return
  process.write(text.address, name.bytes)
  const { address } = record
  const file = fileNameOf(module.path)
  process.store(address + entry.base, 8, base)
  process.write(address + entry.fullName, unicodeString(module.path, text.address))
  process.write(
    address + entry.baseName,
    unicodeString(file, text.address + (module.path.length - file.length) * 2)
  )
  state.modules = state.modules.map((one) => (one.base === base ? { ...one, record: address } : one))
  describe(process, base, address, index > 0)
  lists.forEach(({ head, links }, i) => {
    const isProgram = index === 0
    if (i === INITIALIZATION && isProgram) linkTo(process, address + links, address + links, address + links)
    else insertAfter(process, Number(process.load(data + head + 8, 8)), address + links)
  })
}

/** The program's own image has been replaced by the one with its code: its entry says so. */
export function describeProgram(process: ProcessMemory): void {
  const program = process.state.modules[0]
  if (program?.record !== undefined) describe(process, program.base, program.record, false)
}

function describe(process: ProcessMemory, base: number, address: number, isLibrary: boolean): void {
  const headers = process.peek(base, PAGE_SIZE)
  if (headers === null) return
  const facts = imageFacts(headers)
  process.store(address + entry.entryPoint, 8, base + facts.entryPoint)
  process.store(address + entry.size, 4, facts.sizeOfImage)
  process.store(address + entry.flags, 4, isLibrary ? dllFlags : dllFlags & ~4)
  process.store(address + loadCount, 2, STATIC_COUNT)
  process.store(address + timeDateStamp, 4, facts.timeDateStamp)
}

/** Takes a module that goes out of the loader's lists. */
export function leaveModule(process: ProcessMemory, module: LoadedModule): void {
  const { record } = module
  if (record === undefined) return
  for (const { links } of lists) unlink(process, record + links)
  const name = Number(process.load(record + entry.fullName + 8, 8) ?? 0)
  const heap = process.state.processHeap
  for (const address of [name, record]) {
    const block = find(heapAt(process, heap)?.blocks ?? null, address)
    if (block !== undefined) freeBlock(process, heap, block)
  }
}

function loaderData(process: ProcessMemory): number {
  return Number(process.glance(process.state.peb + peb.loaderData, 8) ?? 0)
}

function linkTo(process: ProcessMemory, at: number, next: number, before: number): void {
  process.store(at, 8, next)
  process.store(at + 8, 8, before)
}

function insertAfter(process: ProcessMemory, before: number, links: number): void {
  const next = Number(process.load(before, 8))
  linkTo(process, links, next, before)
  process.store(before, 8, links)
  process.store(next + 8, 8, links)
}

/** A program may have unlinked a module itself; then its neighbours stay as they are. */
function unlink(process: ProcessMemory, links: number): void {
  const next = Number(process.load(links, 8) ?? 0)
  const before = Number(process.load(links + 8, 8) ?? 0)
  if (Number(process.load(before, 8)) !== links) return
  process.store(before, 8, next)
  process.store(next + 8, 8, before)
}
