import { namedConstants as k } from '../../shared/win32/constants'
import { FileStore, programFolder, systemFolder, type FileRecord } from './file-store'
import type { Kernel } from './kernel'
import { buildImage, type ImagePlan } from '../machine/pe-builder'

/** Functions of ntdll that programs look up. */
const nativeFunctions = [
  'NtAllocateVirtualMemory',
  'NtClose',
  'NtCreateSection',
  'NtFreeVirtualMemory',
  'NtMapViewOfSection',
  'NtProtectVirtualMemory',
  'NtQueryVirtualMemory',
  'NtReadVirtualMemory',
  'NtUnmapViewOfSection',
  'NtWriteVirtualMemory',
  'RtlAllocateHeap',
  'RtlFreeHeap',
  'RtlGetVersion',
  'LdrLoadDll'
]

/** A library of the simulated Windows: how large its parts are, and what it exports. */
interface SystemLibrary {
  readonly name: string
  readonly text: number
  readonly rdata: number
  readonly data: number
  readonly exports: 'win32' | readonly string[]
}

/** In load order after the program. */
export const startLibraries: readonly SystemLibrary[] = [
  { name: 'ntdll.dll', text: 0x12f000, rdata: 0x4b000, data: 0xc000, exports: nativeFunctions },
  { name: 'kernel32.dll', text: 0x7f000, rdata: 0x33000, data: 0x2000, exports: 'win32' },
  { name: 'KernelBase.dll', text: 0x17a000, rdata: 0x160000, data: 0x7000, exports: 'win32' },
  { name: 'ucrtbase.dll', text: 0xb4000, rdata: 0x3c000, data: 0x2000, exports: ['malloc', 'free', 'printf'] }
]

/** Libraries that lie on the disk until they are loaded. */
const otherLibraries: readonly SystemLibrary[] = [
  { name: 'psapi.dll', text: 0x2000, rdata: 0x3000, data: 0x1000, exports: 'win32' },
  {
    name: 'lz32.dll',
    text: 0x2000,
    rdata: 0x1000,
    data: 0x1000,
    exports: ['LZOpenFileA', 'LZClose', 'LZCopy', 'LZRead']
  },
  {
    name: 'user32.dll',
    text: 0x8a000,
    rdata: 0x21000,
    data: 0x2000,
    exports: ['MessageBoxA', 'GetDesktopWindow']
  },
  {
    name: 'advapi32.dll',
    text: 0x66000,
    rdata: 0x37000,
    data: 0x4000,
    exports: ['RegOpenKeyExA', 'OpenProcessToken']
  },
  {
    name: 'version.dll',
    text: 0x1000,
    rdata: 0x2000,
    data: 0x1000,
    exports: ['GetFileVersionInfoA', 'VerQueryValueA']
  }
]

export const programPath = `${programFolder}\\program.exe`

/** Functions under names that Windows exports from several libraries. */
const everyLibrary = [...startLibraries, ...otherLibraries]

/** Puts the system's libraries on the disk. `win32Names` are the functions that the machine has. */
export function installLibraries(kernel: Kernel, win32Names: readonly string[]): void {
  for (const library of everyLibrary) {
    installImage(kernel, `${systemFolder}\\${library.name}`, {
      name: library.name,
      dll: true,
      imageBase: 0x180000000,
      text: library.text,
      rdata: library.rdata,
      data: library.data,
      exports: exportsOf(library, win32Names)
    })
  }
}

function exportsOf(library: SystemLibrary, win32Names: readonly string[]): readonly string[] {
  return library.exports === 'win32' ? win32Names : library.exports
}

/** The names that a library exports, in the order of their entries; null for a file that is none of the system's. */
export function exportNames(path: string, win32Names: readonly string[]): readonly string[] | null {
  const name = path.slice(path.lastIndexOf('\\') + 1).toLowerCase()
  const library = everyLibrary.find((one) => one.name.toLowerCase() === name)
  if (library === undefined || !path.toLowerCase().startsWith(systemFolder.toLowerCase())) return null
  return exportsOf(library, win32Names)
}

/** What a program's own file holds besides room for its data. */
export interface ProgramContents {
  readonly code: Uint8Array
  readonly constants: Uint8Array
}

/** Puts the program's own file on the disk, with room for its data. */
export function installProgram(kernel: Kernel, dataBytes: number, contents?: ProgramContents): FileRecord {
  const old = new FileStore(kernel).byPath(programPath)
  if (old !== undefined) {
    if (old.imageArea === 0) new FileStore(kernel).remove(old)
    else new FileStore(kernel).unlink(old)
  }
  return installImage(kernel, programPath, {
    name: 'program.exe',
    dll: false,
    imageBase: 0x140000000,
    text: Math.max(contents?.code.length ?? 0, 0x8000),
    rdata: contents?.constants.length ?? 0x3000,
    data: Math.max(Math.ceil(dataBytes / 0x1000) * 0x1000, 0x4000),
    exports: [],
    ...contents
  })
}

function installImage(kernel: Kernel, path: string, plan: ImagePlan): FileRecord {
  const files = new FileStore(kernel)
  const file = files.create(path, k.FILE_ATTRIBUTE_ARCHIVE)
  const { parts, size } = buildImage(plan)
  files.resize(file.id, Math.max(size, ...parts.map(({ offset, bytes }) => offset + bytes.length)))
  for (const { offset, bytes } of parts) files.writeDisk(file.id, offset, bytes)
  return files.get(file.id)
}
