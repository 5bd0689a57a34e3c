import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProgramLayout } from '../../machine/machine-process'
import { buildImage, TEXT_ADDRESS } from '../../machine/pe-builder'
import { pebAddress } from './program-stack'
import type { Stub } from './stub'
import type { System } from './system'

const pageSize = 0x1000
/** Where the linker would put it: a place that is free beside node.exe, which lies at 0x140000000 under Wine. */
const preferredBase = 0x150000000
const getModuleHandlePin = 0x1
const getModuleHandleFromAddress = 0x4

/** Offsets of the loader's records, the same in every Windows x64 (winternl.h, PEB and PEB_LDR_DATA). */
const pebImageBase = 0x10
const pebLoaderData = 0x18
/** InLoadOrderModuleList and InMemoryOrderModuleList, and where each list's links stand in a module's record. */
const moduleLists = [
  { head: 0x10, links: 0x00 },
  { head: 0x20, links: 0x10 }
] as const
const recordBase = 0x30
const recordEntryPoint = 0x38

/** A program's own image in this process. */
export interface ProgramImage {
  readonly base: number
  /** Where the program's data begins; its constants end here. */
  readonly data: number
  readonly dataEnd: number
  readonly constantsFrom: number
}

/**
 * Gives the program an image of its own: builds a PE file, `program.exe`, with its functions' addresses in .text, its
 * literals in .rdata and its variables in .data, has the loader map it, and makes it what the process runs: first of the
 * modules, and the PEB's ImageBaseAddress, which GetModuleHandle(NULL) answers. So addresses of functions, literals and
 * globals are in memory of the kind that they are in when the program is compiled, and node.exe is one module of many.
 */
export function loadProgramImage(
  system: System,
  stub: Stub,
  layout: ProgramLayout,
  folder: string
): ProgramImage {
  const code = layout.code ?? new Uint8Array(0)
  const constants = layout.constants ?? new Uint8Array(pageSize)
  const text = code.length + pageSize
  const rdata = constants.length
  const data = Math.ceil(Math.max(layout.dataSize, 1) / pageSize) * pageSize
  const path = join(folder, 'program.exe')
  // The other processes of the run share the file, as those of a compiled program share theirs.
  if (!existsSync(path)) {
    const plan = { name: 'program.exe', dll: false, imageBase: preferredBase, exports: [] }
    const { parts, size } = buildImage({ ...plan, text, rdata, data, code, constants })
    const bytes = new Uint8Array(size)
    for (const part of parts) bytes.set(part.bytes, part.offset)
    writeFileSync(path, bytes)
  }
  const base = Number(system.loadLibraryWide(path))
  if (base === 0) throw new Error(`Windows does not load the image of the program, ${path}.`)
  // FreeLibrary must not take away what a process runs.
  system.getModuleHandleEx(getModuleHandlePin | getModuleHandleFromAddress, base, stub.scratch)
  makeItTheProgram(system, stub, base)
  const dataFrom = base + TEXT_ADDRESS + text + rdata
  return { base, data: dataFrom, dataEnd: dataFrom + data, constantsFrom: dataFrom - constants.length }
}

function makeItTheProgram(system: System, stub: Stub, base: number): void {
  const peb = pebAddress(system, stub)
  const read = (address: number): number => Number(stub.load(address, 8) ?? 0)
  const loaderData = read(peb + pebLoaderData)
  for (const { head, links } of moduleLists) {
    const first = loaderData + head
    for (let entry = read(first); entry !== first && entry !== 0; entry = read(entry)) {
      const record = entry - links
      if (read(record + recordBase) !== base) continue
      if (read(record + recordEntryPoint) === 0) stub.store(record + recordEntryPoint, 8, base + TEXT_ADDRESS)
      moveToFront(stub, read, first, entry)
      break
    }
  }
  stub.store(peb + pebImageBase, 8, base)
}

/** Takes an entry out of a LIST_ENTRY ring and puts it behind the head. */
function moveToFront(stub: Stub, read: (address: number) => number, head: number, entry: number): void {
  const link = (before: number, after: number): void => {
    stub.store(before, 8, after)
    stub.store(after + 8, 8, before)
  }
  link(read(entry + 8), read(entry))
  const second = read(head)
  link(entry, second)
  link(head, entry)
}
