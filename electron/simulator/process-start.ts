import { namedConstants as k } from '../../shared/win32/constants'
import { allocate } from './allocate'
import { dataAreaOf, imageAreaOf } from './sections'
import { FileStore, systemFolder } from './file-store'
import { GRANULARITY_PAGES, PAGE_SIZE } from './frames'
import { createHeap } from './heap'
import { bindImports, loadModule } from './loader'
import type { BuiltImage } from '../machine/pe-builder'
import type { ProgramLayout } from '../machine/machine-process'
import type { ProcessMemory } from './process-memory'
import { PTE_COMMITTED, PTE_PINNED } from './pte'
import type { Random } from './random'
import { commitStack } from './stack'
import { isRefusal, type Refusal } from './status'
import { installProgram, programImage, programPath, startLibraries } from './system-images'
import { putSelected } from './thread-state'
import { describeProgram, makeLoaderData } from './loader-data'
import { fillPeb, fillTeb, listHeaps, makeProcessParameters } from './environment-blocks'
import { SHARED_DATA, sharedDataPage } from './shared-user-data'
import { vadAt } from './vad'
import { mapImage, mapView, removeView } from './views'

const STACK_BYTES = 0x100000
/** Pages of a new stack that are committed above its guard page. */
const STACK_PAGES = 4
const DATA_ALIGNMENT = 16

function must<T extends object | number>(answer: T | Refusal): T {
  if (isRefusal(answer as object)) throw new Error(`A process cannot start: ${(answer as Refusal).why}`)
  return answer as T
}

/** Fills a new address space: shared data, stack, PEB, TEB, images and the process heap, as the kernel and the loader do. */
export function startProcess(process: ProcessMemory, random: Random): void {
  const { state, kernel } = process
  const dice = kernel.settings.randomise ? random : null
  const pick = (low: number, below: number): number => low + (dice?.next(below) ?? 0)

  fixed(process, SHARED_DATA / PAGE_SIZE, 1, k.PAGE_READONLY, 'KUSER_SHARED_DATA')
  fillSharedData(process)
  fixed(process, (SHARED_DATA + 0x8000) / PAGE_SIZE, 1, k.PAGE_READONLY, 'Hypervisor shared data')

  // Stack, PEB and TEB lie together in the low part, the heaps higher up; all move with the seed.
  const low = pick(0x8000, 0x70000) * 0x200
  makeEnvironmentBlocks(process, low)
  makeStack(process, low + 0x200)
  state.bottomUpStart = pick(0x1000000, 0x1800000) * GRANULARITY_PAGES

  const files = new FileStore(kernel)
  const program = files.byPath(programPath) ?? installProgram(kernel, programImage(0))
  place(process, program.id, () => 0x7ff600000 + pick(0, 0x1f0) * 0x1000 + pick(0, 0x100) * GRANULARITY_PAGES)
  must(loadModule(process, programPath, Infinity))
  for (const library of startLibraries) {
    const path = `${systemFolder}\\${library.name}`
    const file = files.byPath(path)!
    if (library === startLibraries[0])
      place(process, file.id, () => 0x7ffb00000 + pick(0x8000, 0x7000) * GRANULARITY_PAGES)
    must(loadModule(process, path, Infinity))
  }
  for (const { base } of state.modules.slice(1)) bindImports(process, base)
  mapTables(process)
  state.imageBase = state.modules[0]!.base
  state.processHeap = createHeap(process, k.HEAP_GROWABLE, 0x1000, 0)!.base
  fillPeb(process)
  listHeaps(process)
  makeProcessParameters(process)
  makeLoaderData(process)
}

function place(process: ProcessMemory, file: number, where: () => number): void {
  const { system } = process.kernel
  if (!system.imageBases.has(file)) system.imageBases = new Map(system.imageBases).set(file, where())
}

function fixed(process: ProcessMemory, start: number, count: number, protect: number, use: string): void {
  process.addVad({
    start,
    end: start + count,
    type: k.MEM_PRIVATE,
    protect,
    view: null,
    placeholder: false,
    replacedPlaceholder: false,
    writeWatch: false,
    physical: false,
    use
  })
  process.changeEntries(start, start + count, () => PTE_COMMITTED | k.PAGE_READWRITE)
  process.probe(start * PAGE_SIZE, 1, 'write')
  const pinned = protect | PTE_PINNED
  process.changeEntries(start, start + count, (flags) => (flags & ~k.PAGE_READWRITE) | pinned)
}

/** The kernel writes it, the process only reads. */
function fillSharedData(process: ProcessMemory): void {
  const page = SHARED_DATA / PAGE_SIZE
  process.changeEntries(page, page + 1, (flags) => (flags & ~k.PAGE_READONLY) | k.PAGE_READWRITE)
  process.write(SHARED_DATA, sharedDataPage(process.kernel))
  process.changeEntries(page, page + 1, (flags) => (flags & ~k.PAGE_READWRITE) | k.PAGE_READONLY)
}

function makeEnvironmentBlocks(process: ProcessMemory, start: number): void {
  const { state } = process
  // One reservation of 2 MiB holds the blocks, as in Windows: the PEB, and behind it a TEB a thread.
  process.addVad({
    start,
    end: start + 0x200,
    type: k.MEM_PRIVATE,
    protect: k.PAGE_READWRITE,
    view: null,
    placeholder: false,
    replacedPlaceholder: false,
    writeWatch: false,
    physical: false,
    use: 'PEB and TEB'
  })
  const peb = start + 0x135
  process.changeEntries(peb, peb + 3, () => PTE_COMMITTED | k.PAGE_READWRITE)
  state.peb = peb * PAGE_SIZE
  state.teb = (peb + 1) * PAGE_SIZE
}

function makeStack(process: ProcessMemory, start: number): void {
  const { state } = process
  const base = must(
    allocate(process, {
      base: start * PAGE_SIZE,
      size: STACK_BYTES,
      type: k.MEM_RESERVE,
      protect: k.PAGE_READWRITE,
      placeholders: false,
      requirements: null,
      use: 'Stack'
    })
  )
  state.stackLow = base / PAGE_SIZE
  state.stackHigh = state.stackLow + STACK_BYTES / PAGE_SIZE
  fillTeb(process, state, commitStack(process, state.stackLow, state.stackHigh, STACK_PAGES))
  putSelected(state)
}

/** The national tables that every process has mapped. */
function mapTables(process: ProcessMemory): void {
  const { kernel } = process
  const files = new FileStore(kernel)
  const path = `${systemFolder}\\locale.nls`
  let file = files.byPath(path)
  if (file === undefined) {
    const created = files.create(path, k.FILE_ATTRIBUTE_ARCHIVE)
    files.resize(created.id, 0xc9000)
    file = files.get(created.id)
  }
  const area = dataAreaOf(kernel, file.id, Math.ceil(file.size / PAGE_SIZE))
  must(
    mapView(
      process,
      {
        id: 0,
        kind: 'section',
        handles: 0,
        name: null,
        controlArea: area.id,
        size: file.size,
        protect: k.PAGE_READONLY,
        attributes: k.SEC_COMMIT
      },
      {
        base: 0,
        offset: 0,
        size: 0,
        protect: k.PAGE_READONLY,
        replacePlaceholder: false,
        topDown: false,
        use: 'locale.nls'
      }
    )
  )
}

/** Makes the program's image hold its code, constants, data and imports. Called before the first statement. */
export function loadProgram(
  process: ProcessMemory,
  layout: ProgramLayout
): { readonly data: number; readonly imports: ReadonlyMap<string, number> } {
  const { kernel, state } = process
  const files = new FileStore(kernel)
  const wanted = programImage(layout.dataSize + DATA_ALIGNMENT, {
    code: layout.code ?? new Uint8Array(0),
    constants: layout.constants ?? new Uint8Array(PAGE_SIZE),
    imports: layout.imports ?? [],
    thunks: layout.thunks ?? [],
    main: layout.main ?? 0
  })
  let image = kernel.controlArea(vadAt(state.vads, state.imageBase / PAGE_SIZE)!.view!.controlArea)
  if (!holds(files, image.file, wanted)) {
    const place = kernel.system.imageBases.get(image.file)!
    removeView(process, vadAt(state.vads, state.imageBase / PAGE_SIZE)!)
    const file = installProgram(kernel, wanted)
    kernel.system.imageBases = new Map(kernel.system.imageBases).set(file.id, place)
    image = must(imageAreaOf(kernel, file.id))
    state.imageBase = must(mapImage(process, image, 0))
    state.modules = [
      { ...state.modules[0]!, base: state.imageBase, path: files.get(file.id).path },
      ...state.modules.slice(1)
    ]
    process.probe(state.imageBase, 1, 'read')
    describeProgram(process)
  }
  bindImports(process, state.imageBase)
  const imports = new Map([...wanted.slots].map(([name, at]) => [name, state.imageBase + at]))
  return { data: state.imageBase + image.subsections[3]!.firstPage * PAGE_SIZE, imports }
}

/** Whether the file is that image: another process of the run put it there. */
function holds(files: FileStore, file: number, image: BuiltImage): boolean {
  return image.parts.every(({ offset, bytes }) =>
    files.look(file, offset, bytes.length).every((byte, i) => byte === bytes[i])
  )
}
