import { namedConstants as k } from '../../shared/win32/constants'
import { FUNCTION_STRIDE, TEXT_ADDRESS } from '../machine/pe-builder'
import { readImports } from '../machine/pe-imports'
import { fileNameOf, FileStore, systemFolder } from './file-store'
import { PAGE_SIZE } from './frames'
import { enterModule } from './loader-data'
import { imageDirectory } from './pe-headers'
import type { LoadedModule } from './process-state'
import type { ProcessMemory } from './process-memory'
import { protect } from './protect'
import { imageAreaOf } from './sections'
import { isRefusal, type Refusal } from './status'
import { exportIndex } from './system-images'
import { vadAt } from './vad'
import { mapImage } from './views'

/** Maps an image as a module of the process and touches what the loader reads: headers, imports and code. */
export function loadModule(process: ProcessMemory, path: string, references: number): number | Refusal {
  const file = new FileStore(process.kernel).byPath(path)!
  const area = imageAreaOf(process.kernel, file.id)
  if (isRefusal(area)) return area
  const base = mapImage(process, area, 0)
  if (isRefusal(base)) return base
  const image = process.kernel.controlArea(vadAt(process.state.vads, base / PAGE_SIZE)!.view!.controlArea)
  // The first page of each part is in the working set.
  for (const part of image.subsections) process.probe(base + part.firstPage * PAGE_SIZE, 1, 'read')
  process.exception = null
  process.state.modules = [...process.state.modules, { base, path: file.path, references }]
  enterModule(process, base)
  return base
}

/**
 * Puts the addresses of a module's imports into its import address table, which becomes the process's own by that;
 * libraries that are not there yet are loaded. Microsoft, PE Format (Import Address Table).
 */
export function bindImports(process: ProcessMemory, base: number): void {
  const headers = process.peek(base, PAGE_SIZE)
  const directory = headers && imageDirectory(headers, k.IMAGE_DIRECTORY_ENTRY_IMPORT)
  if (!directory || directory.address === 0) return
  const imports = readImports((address, length) => process.peek(base + address, length), directory.address)
  const pages = new Set(imports.map(({ slot }) => Math.floor((base + slot) / PAGE_SIZE) * PAGE_SIZE))
  const former = new Map<number, number>()
  for (const page of pages) {
    const old = protect(process, page, PAGE_SIZE, k.PAGE_READWRITE)
    if (!isRefusal(old)) former.set(page, old)
  }
  for (const { library, name, slot } of imports) {
    const address = importedAddress(process, library, name)
    if (address !== 0) process.store(base + slot, 8, address)
  }
  for (const [page, old] of former) protect(process, page, PAGE_SIZE, old)
  process.exception = null
}

function importedAddress(process: ProcessMemory, library: string, name: string): number {
  const module = loadedOrLoad(process, library)
  const index = module === null ? -1 : exportIndex(module.path, name)
  return index < 0 ? 0 : module!.base + TEXT_ADDRESS + index * FUNCTION_STRIDE
}

function loadedOrLoad(process: ProcessMemory, library: string): LoadedModule | null {
  const loaded = moduleOf(process, library)
  if (loaded !== undefined) return loaded
  const path = `${systemFolder}\\${library}`
  if (new FileStore(process.kernel).byPath(path) === undefined) return null
  const base = loadModule(process, path, Infinity)
  if (isRefusal(base)) return null
  bindImports(process, base)
  return moduleOf(process, library) ?? null
}

function moduleOf(process: ProcessMemory, library: string): LoadedModule | undefined {
  return process.state.modules.find(({ path }) => fileNameOf(path).toLowerCase() === library.toLowerCase())
}
