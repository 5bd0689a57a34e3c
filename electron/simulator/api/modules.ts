import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, stringBytes, type ApiCall, type ApiFunction } from '../api-call'
import { fileNameOf, FileStore } from '../file-store'
import { imageFacts } from '../pe-headers'
import { FUNCTION_STRIDE, TEXT_ADDRESS } from '../../machine/pe-builder'
import type { LoadedModule } from '../process-state'
import type { ProcessMemory } from '../process-memory'
import type { SimulatedProcess } from '../simulated-process'
import { isRefusal } from '../status'
import { exportNames } from '../system-images'
import { putString } from './file-names'

/** The module of a name as GetModuleHandle takes it: without regard to case, `.dll` where it has no ending. */
export function moduleNamed(process: ProcessMemory, name: string): LoadedModule | undefined {
  const wanted = (/\.[^\\]*$/.test(name) ? name : `${name}.dll`).toLowerCase().replaceAll('/', '\\')
  const whole = wanted.includes('\\')
  return process.state.modules.find((module) => {
    const path = module.path.toLowerCase()
    return whole ? path === wanted : fileNameOf(path) === wanted
  })
}

/** GetModuleHandle(lpModuleName); NULL is the program. */
export const GetModuleHandleA: ApiFunction = (call) => moduleHandle(call, false)
export const GetModuleHandleW: ApiFunction = (call) => moduleHandle(call, true)

function moduleHandle(call: ApiCall, wide: boolean): Word | undefined {
  if (call.word(0) === 0) return call.process.state.imageBase
  const name = call.string(call.word(0), wide)
  if (name === undefined) return undefined
  const module = moduleNamed(call.process, name)
  if (module !== undefined) return module.base
  return call.fail(
    k.ERROR_MOD_NOT_FOUND,
    'module-is-loaded-already',
    `The process has no module ${name}; GetModuleHandle does not load one.`
  )
}

/** GetProcAddress(hModule, lpProcName) */
export const GetProcAddress: ApiFunction = (call) => {
  const base = call.word(0) === 0 ? call.process.state.imageBase : call.word(0)
  const module = call.process.state.modules.find((one) => one.base === base)
  if (module === undefined)
    return call.fail(
      k.ERROR_MOD_NOT_FOUND,
      'module-handle-is-of-this-process',
      'hModule is no module of this process; LoadLibrary and GetModuleHandle answer one.'
    )
  const names = exportNames(module.path, call.process.functionNames())
  const address = call.word(1)
  let index: number
  let text: string
  if (typeof address === 'number' && address < 0x10000) {
    index = address - 1
    text = `number ${address}`
    if (index < 0 || index >= (names?.length ?? 0)) index = -1
  } else {
    const name = call.string(address, false)
    if (name === undefined) return undefined
    index = names?.indexOf(name) ?? -1
    text = name
  }
  if (index < 0)
    return call.fail(
      k.ERROR_PROC_NOT_FOUND,
      'export-has-that-name',
      `${fileNameOf(module.path)} exports no ${text}.`
    )
  return module.base + TEXT_ADDRESS + index * FUNCTION_STRIDE
}

/** The address at which the first module that exports a function has it; 0 when none does. */
export function exportAddress(
  process: Pick<SimulatedProcess, 'state' | 'functionNames'>,
  name: string
): number {
  for (const { base, path } of process.state.modules) {
    const index = exportNames(path, process.functionNames())?.indexOf(name) ?? -1
    if (index >= 0) return base + TEXT_ADDRESS + index * FUNCTION_STRIDE
  }
  return 0
}

/** The function that a module of the process exports at an address; null where none begins. */
export function exportedAt(
  process: Pick<SimulatedProcess, 'state' | 'functionNames'>,
  address: number
): string | null {
  for (const { base, path } of process.state.modules) {
    const offset = address - base - TEXT_ADDRESS
    if (offset < 0 || offset % FUNCTION_STRIDE !== 0) continue
    const name = exportNames(path, process.functionNames())?.[offset / FUNCTION_STRIDE]
    if (name !== undefined) return name
  }
  return null
}

/** GetModuleFileName(hModule, lpFilename, nSize) */
export const GetModuleFileNameA: ApiFunction = (call) => moduleFileName(call, false)
export const GetModuleFileNameW: ApiFunction = (call) => moduleFileName(call, true)

function moduleFileName(call: ApiCall, wide: boolean): Word | undefined {
  const base = call.word(0) === 0 ? call.process.state.imageBase : call.word(0)
  const module = call.process.state.modules.find((one) => one.base === base)
  if (module === undefined)
    return call.fail(
      k.ERROR_MOD_NOT_FOUND,
      'module-handle-is-of-this-process',
      'hModule is no module of this process.'
    )
  const room = call.dword(2)
  if (room > module.path.length) return putString(call, call.word(1), room, module.path, wide)
  // GetModuleFileName (Return value): cut off, with its terminator, and an error.
  if (room > 0 && !call.process.write(call.word(1), stringBytes(module.path.slice(0, room - 1), wide)))
    return undefined
  return call.fail(
    k.ERROR_INSUFFICIENT_BUFFER,
    'module-path-fits-the-buffer',
    'The buffer is too small for the path; it was cut off.',
    room
  )
}

/** EnumProcessModules(hProcess, lphModule, cb, lpcbNeeded) */
export const EnumProcessModules: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_INFORMATION | k.PROCESS_VM_READ,
    'PROCESS_QUERY_INFORMATION and PROCESS_VM_READ'
  )
  if (isRefusal(process)) return call.refuse(process)
  const { modules } = process.state
  const room = Math.min(Math.floor(call.dword(2) / 8), modules.length)
  const handles = new Bytes(room * 8)
  for (let i = 0; i < room; i++) handles.u64(i * 8, modules[i]!.base)
  if (!call.process.write(call.word(1), handles.bytes)) return undefined
  return call.process.write(call.word(3), new Bytes(4).u32(0, modules.length * 8).bytes) ? 1 : undefined
}

/** EnumProcessModulesEx(..., dwFilterFlag): all modules of the machine's processes are of 64 bits. */
export const EnumProcessModulesEx: ApiFunction = (call) => EnumProcessModules(call)

/** GetModuleInformation(hProcess, hModule, lpmodinfo, cb) */
export const GetModuleInformation: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_INFORMATION | k.PROCESS_VM_READ,
    'PROCESS_QUERY_INFORMATION and PROCESS_VM_READ'
  )
  if (isRefusal(process)) return call.refuse(process)
  if (call.dword(3) < 24)
    return call.fail(
      k.ERROR_INSUFFICIENT_BUFFER,
      'module-information-needs-a-whole-record',
      'cb must be the size of MODULEINFO, 24.'
    )
  const base = call.word(1) === 0 ? process.state.imageBase : call.word(1)
  const module = process.state.modules.find((one) => one.base === base)
  const headers = module && process.peek(module.base, 0x1000)
  if (module === undefined || !headers)
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'module-is-of-that-process',
      'hModule is no module of that process.'
    )
  const { entryPoint, sizeOfImage } = imageFacts(headers)
  const record = new Bytes(24)
    .u64(0, module.base)
    .u32(8, sizeOfImage)
    .u64(16, module.base + entryPoint)
  return call.process.write(call.word(2), record.bytes) ? 1 : undefined
}

/** GetMappedFileName(hProcess, lpv, lpFilename, nSize): the path as the kernel has it. */
export const GetMappedFileNameA: ApiFunction = (call) => mappedFileName(call, false)
export const GetMappedFileNameW: ApiFunction = (call) => mappedFileName(call, true)

/** The path of the file that is mapped at an address, as the kernel has it; empty for the paging file, null for no view. */
export function mappedFilePath(process: SimulatedProcess, address: number): string | null {
  const vad = process.vadAt(Math.floor(address / 4096))
  if (!vad?.view) return null
  const { file } = process.kernel.controlArea(vad.view.controlArea)
  if (file === 0) return ''
  return `\\Device\\HarddiskVolume3${new FileStore(process.kernel).get(file).path.slice(2)}`
}

function mappedFileName(call: ApiCall, wide: boolean): Word | undefined {
  const process = call.target(call.word(0), k.PROCESS_QUERY_LIMITED_INFORMATION, 'PROCESS_QUERY_INFORMATION')
  if (isRefusal(process)) return call.refuse(process)
  const path = mappedFilePath(process, call.size(1))
  if (path === null)
    return call.fail(
      k.ERROR_UNEXP_NET_ERR,
      'mapped-file-name-needs-a-mapped-file',
      'Nothing is mapped at that address.'
    )
  // wine psapi/tests/psapi_main.c (test_GetMappedFileName): a section of the paging file has no file.
  if (path === '')
    return call.fail(
      k.ERROR_FILE_INVALID,
      'mapped-file-name-needs-a-mapped-file',
      'The section at that address has no file behind it.'
    )
  const room = call.dword(3)
  if (room === 0)
    return call.fail(
      k.ERROR_INSUFFICIENT_BUFFER,
      'mapped-file-name-needs-room',
      'nSize is 0: there is no room for the name.'
    )
  if (room > path.length) return putString(call, call.word(2), room, path, wide)
  // GetMappedFileName (nSize): what does not fit is cut off.
  const cut = stringBytes(path.slice(0, room), wide).subarray(0, wide ? room * 2 : room)
  return call.process.write(call.word(2), cut) ? room : undefined
}
