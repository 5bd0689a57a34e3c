import { namedConstants as k } from '../../shared/win32/constants'
import { FileStore, programFolder, systemFolder, type FileRecord } from './file-store'
import type { Kernel } from './kernel'
import { buildImage, type BuiltImage, type ImportThunk } from '../machine/pe-builder'
import type { ImportedLibrary } from '../machine/pe-imports'
import { availability } from '../../shared/win32/functions/availability'
import { functionEntry } from '../../shared/win32/functions'
import { cRuntimeExports } from '../../shared/win32/c-runtime-exports'

/** Functions of ntdll that programs look up and find, without the machine having them. */
const nativeFunctions = ['LdrLoadDll']

/** A library of the simulated Windows: how large its parts are, and what it exports. */
interface SystemLibrary {
  readonly name: string
  readonly text: number
  readonly rdata: number
  readonly data: number
  readonly exports: 'win32' | 'native' | 'c' | readonly string[]
  readonly imports?: readonly ImportedLibrary[]
}

/** What libraries use of those below them. */
const ofNtdll = [
  { library: 'ntdll.dll', names: ['NtAllocateVirtualMemory', 'NtClose', 'NtFreeVirtualMemory'] }
]
const ofKernel32 = [
  { library: 'KERNELBASE.dll', names: ['CloseHandle', 'GetLastError', 'VirtualAlloc', 'VirtualFree'] },
  ...ofNtdll
]
const basics = [
  {
    library: 'KERNEL32.dll',
    names: ['GetLastError', 'GetProcessHeap', 'HeapAlloc', 'HeapFree', 'VirtualAlloc']
  }
]

/** In load order after the program. */
export const startLibraries: readonly SystemLibrary[] = [
  { name: 'ntdll.dll', text: 0x12f000, rdata: 0x4b000, data: 0xc000, exports: 'native' },
  {
    name: 'kernel32.dll',
    text: 0x7f000,
    rdata: 0x33000,
    data: 0x2000,
    exports: 'win32',
    imports: ofKernel32
  },
  {
    name: 'KernelBase.dll',
    text: 0x17a000,
    rdata: 0x160000,
    data: 0x7000,
    exports: 'win32',
    imports: ofNtdll
  },
  { name: 'ucrtbase.dll', text: 0xb4000, rdata: 0x3c000, data: 0x2000, exports: 'c', imports: basics },
  { name: 'msvcrt.dll', text: 0x75000, rdata: 0x1a000, data: 0x4000, exports: 'c', imports: basics }
]

/** Libraries that lie on the disk until they are loaded. */
const otherLibraries: readonly SystemLibrary[] = [
  { name: 'psapi.dll', text: 0x2000, rdata: 0x3000, data: 0x1000, exports: 'win32', imports: basics },
  {
    name: 'lz32.dll',
    text: 0x2000,
    rdata: 0x1000,
    data: 0x1000,
    exports: ['LZOpenFileA', 'LZClose', 'LZCopy', 'LZRead'],
    imports: basics
  },
  {
    name: 'user32.dll',
    text: 0x8a000,
    rdata: 0x21000,
    data: 0x2000,
    exports: ['MessageBoxA', 'GetDesktopWindow'],
    imports: basics
  },
  {
    name: 'advapi32.dll',
    text: 0x66000,
    rdata: 0x37000,
    data: 0x4000,
    exports: [
      'RegOpenKeyExA',
      'OpenProcessToken',
      'LookupPrivilegeValueA',
      'LookupPrivilegeValueW',
      'AdjustTokenPrivileges',
      'GetTokenInformation'
    ],
    imports: basics
  },
  {
    name: 'version.dll',
    text: 0x1000,
    rdata: 0x2000,
    data: 0x1000,
    exports: ['GetFileVersionInfoA', 'VerQueryValueA'],
    imports: basics
  }
]

export const programPath = `${programFolder}\\program.exe`

/** Functions under names that Windows exports from several libraries. */
const everyLibrary = [...startLibraries, ...otherLibraries]

/** The libraries' images, built once: they are the same on every machine. */
const libraryImages = new Map<SystemLibrary, BuiltImage>()

/** Puts the system's libraries on the disk. `win32Names` are the functions that the machine has. */
export function installLibraries(kernel: Kernel, win32Names: readonly string[]): void {
  for (const library of everyLibrary) {
    let image = libraryImages.get(library)
    if (image === undefined) {
      const { name, text, rdata, data, imports = [] } = library
      const exports = exportsOf(library, win32Names)
      image = buildImage({ name, dll: true, imageBase: 0x180000000, text, rdata, data, exports, imports })
      libraryImages.set(library, image)
    }
    installImage(kernel, `${systemFolder}\\${library.name}`, image)
  }
}

/** The exports of each library, worked out once; a machine's functions are always the same. */
const exportsKnown = new Map<SystemLibrary, { names: readonly string[]; indexes: Map<string, number> }>()

function exportsOf(library: SystemLibrary, win32Names: readonly string[]): readonly string[] {
  let known = exportsKnown.get(library)
  if (known === undefined) {
    const names = [...new Set(namesOf(library, win32Names))]
    known = { names, indexes: new Map(names.map((name, index) => [name, index])) }
    exportsKnown.set(library, known)
  }
  return known.names
}

/** What begins so is ntdll's. */
const isNative = (name: string): boolean =>
  /^(Nt|Zw|Rtl|Ldr)[A-Z]/.test(name) || functionEntry(name)?.dll === 'ntdll.dll'

function namesOf({ name, exports }: SystemLibrary, win32Names: readonly string[]): readonly string[] {
  // What the interpreter does itself can be called through a pointer as well.
  const interpreted = (dll: string): string[] =>
    availability.interpreter.filter((one) => functionEntry(one)?.dll === dll)
  switch (exports) {
    case 'win32':
      return [...win32Names, ...interpreted('kernel32.dll')].filter((one) => !isNative(one))
    case 'native':
      return [...nativeFunctions, ...win32Names.filter(isNative), ...interpreted('ntdll.dll')]
    case 'c':
      return [...cRuntimeExports]
    default:
      return [...exports, ...interpreted(name)]
  }
}

function libraryAt(path: string): SystemLibrary | undefined {
  const name = path.slice(path.lastIndexOf('\\') + 1).toLowerCase()
  const library = everyLibrary.find((one) => one.name.toLowerCase() === name)
  return path.toLowerCase().startsWith(systemFolder.toLowerCase()) ? library : undefined
}

/** The names that a library exports, in the order of their entries; null for a file that is none of the system's. */
export function exportNames(path: string, win32Names: readonly string[]): readonly string[] | null {
  const library = libraryAt(path)
  return library === undefined ? null : exportsOf(library, win32Names)
}

/** Which of its exports a library of the system has under a name; -1 for none. It must have been installed. */
export function exportIndex(path: string, name: string): number {
  const library = libraryAt(path)
  return (library && exportsKnown.get(library)?.indexes.get(name)) ?? -1
}

/** What a program's own file holds besides room for its data. */
export interface ProgramContents {
  readonly code: Uint8Array
  readonly constants: Uint8Array
  readonly imports: readonly ImportedLibrary[]
  readonly thunks: readonly ImportThunk[]
  readonly main: number
}

/** The program's own image, with room for its data. What it imports is what the machine has. */
export function programImage(dataBytes: number, contents?: ProgramContents): BuiltImage {
  const imports = (contents?.imports ?? []).flatMap(({ library, names }) => {
    const there = names.filter((name) => exportIndex(`${systemFolder}\\${library}`, name) >= 0)
    return there.length === 0 ? [] : [{ library, names: there }]
  })
  return buildImage({
    name: 'program.exe',
    dll: false,
    imageBase: 0x140000000,
    text: Math.max((contents?.code.length ?? 0) + 0x1000, 0x8000),
    rdata: contents?.constants.length ?? 0x3000,
    data: Math.max(Math.ceil(dataBytes / 0x1000) * 0x1000, 0x4000),
    exports: [],
    ...contents,
    imports
  })
}

/** Puts the program's own file on the disk. */
export function installProgram(kernel: Kernel, image: BuiltImage): FileRecord {
  const old = new FileStore(kernel).byPath(programPath)
  if (old !== undefined) {
    if (old.imageArea === 0) new FileStore(kernel).remove(old)
    else new FileStore(kernel).unlink(old)
  }
  return installImage(kernel, programPath, image)
}

function installImage(kernel: Kernel, path: string, { parts, size }: BuiltImage): FileRecord {
  const files = new FileStore(kernel)
  const file = files.create(path, k.FILE_ATTRIBUTE_ARCHIVE)
  files.resize(file.id, Math.max(size, ...parts.map(({ offset, bytes }) => offset + bytes.length)))
  for (const { offset, bytes } of parts) files.writeDisk(file.id, offset, bytes)
  return files.get(file.id)
}
