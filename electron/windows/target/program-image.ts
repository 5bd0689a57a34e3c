import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProgramLayout } from '../../machine/machine-process'
import { buildImage, TEXT_ADDRESS } from '../../machine/pe-builder'
import type { ImportedLibrary } from '../../machine/pe-imports'
import { pebAddress } from './program-stack'
import type { Stub } from './stub'
import type { System } from './system'

const pageSize = 0x1000
const pageReadOnly = 0x02
const pageReadWrite = 0x04
/** No image is so large, no module lies so low. */
const largestImage = 0x7fffffff
/** .reloc, which is the last section. */
const relocationBytes = 0x1000
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
  /** The pages of its import directory and address table. */
  readonly importsFrom: number
  readonly importsTo: number
  /** Where the address of each imported function stands. */
  readonly imports: ReadonlyMap<string, number>
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
  const imports = importsThatAreThere(system, layout.imports ?? [])
  const { parts, size, slots } = buildImage({
    name: 'program.exe',
    dll: false,
    imageBase: preferredBase,
    exports: [],
    text,
    rdata,
    data,
    code,
    constants,
    imports,
    thunks: layout.thunks ?? [],
    main: layout.main ?? 0
  })
  // The other processes of the run share the file, as those of a compiled program share theirs.
  if (!existsSync(path)) {
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
  const dataEnd = dataFrom + data
  const table = new Map([...slots].map(([name, at]) => [name, base + at]))
  bindImports(system, stub, imports, table)
  return {
    base,
    data: dataFrom,
    dataEnd,
    constantsFrom: dataFrom - constants.length,
    importsFrom: dataEnd,
    importsTo: base + size - relocationBytes,
    imports: table
  }
}

/** What a library does not have could not be imported: the loader would refuse the whole program. */
function importsThatAreThere(system: System, imports: readonly ImportedLibrary[]): ImportedLibrary[] {
  return imports.flatMap(({ library, names }) => {
    const module = system.loadLibrary(library)
    const there = module === 0 ? [] : names.filter((name) => system.getProcAddress(module, name) !== 0)
    return there.length === 0 ? [] : [{ library, names: there }]
  })
}

/** The loader binds the imports of libraries alone; those of a program's own image it binds as the process starts. */
function bindImports(
  system: System,
  stub: Stub,
  imports: readonly ImportedLibrary[],
  table: ReadonlyMap<string, number>
): void {
  for (const { library, names } of imports) {
    const module = system.loadLibrary(library)
    for (const name of names) {
      const slot = table.get(name)!
      const address = system.getProcAddress(module, name)
      // Where the loader has been at work, what stands there is not the distance of a name from the base any more.
      if (Number(stub.load(slot, 8)) > largestImage) continue
      system.virtualProtect(slot, 8, pageReadWrite, stub.scratch)
      stub.store(slot, 8, address)
      system.virtualProtect(slot, 8, pageReadOnly, stub.scratch)
    }
  }
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
