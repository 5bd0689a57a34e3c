import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import { Bytes, stringBytes, type ApiCall, type ApiFunction } from '../api-call'
import { fileNameOf } from '../file-store'
import type { LoadedModule } from '../process-state'
import { isRefusal } from '../status'
import { moduleNamed } from './modules'

const knownFlags =
  k.GET_MODULE_HANDLE_EX_FLAG_PIN |
  k.GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT |
  k.GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS

/** GetModuleHandleEx(dwFlags, lpModuleName, phModule) */
export const GetModuleHandleExA: ApiFunction = (call) => moduleHandleEx(call, false)
export const GetModuleHandleExW: ApiFunction = (call) => moduleHandleEx(call, true)

function moduleHandleEx(call: ApiCall, wide: boolean): Word | undefined {
  const flags = call.dword(0)
  const { process } = call
  const answer = (base: number): boolean => process.write(call.word(2), new Bytes(8).u64(0, base).bytes)
  if (call.word(2) === 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'module-handle-needs-a-place',
      'phModule must point to a variable.'
    )
  const both = k.GET_MODULE_HANDLE_EX_FLAG_PIN | k.GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT
  // GetModuleHandleEx (dwFlags): pinning and leaving the count alone contradict each other.
  if ((flags & ~knownFlags) !== 0 || (flags & both) === both) {
    if (!answer(0)) return undefined
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'module-flags-do-not-contradict',
      'dwFlags has a bit that stands for nothing, or two that contradict.'
    )
  }
  let module: LoadedModule | undefined
  if (call.word(1) === 0) module = process.state.modules[0]
  else if (flags & k.GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS) {
    const base = (process.vadAt(Math.floor(call.size(1) / 4096))?.start ?? 0) * 4096
    module = process.state.modules.find((one) => one.base === base)
  } else {
    const name = call.string(call.word(1), wide)
    if (name === undefined) return undefined
    module = moduleNamed(process, name)
  }
  if (!answer(module?.base ?? 0)) return undefined
  if (module === undefined)
    return call.fail(k.ERROR_MOD_NOT_FOUND, 'module-is-loaded-already', 'The process has no such module.')
  if (!(flags & k.GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT)) {
    const references = flags & k.GET_MODULE_HANDLE_EX_FLAG_PIN ? Infinity : module.references + 1
    process.state.modules = process.state.modules.map((one) =>
      one === module ? { ...one, references } : one
    )
  }
  return 1
}

/** GetModuleBaseName(hProcess, hModule, lpBaseName, nSize) */
export const GetModuleBaseNameA: ApiFunction = (call) => moduleName(call, false, fileNameOf)
export const GetModuleBaseNameW: ApiFunction = (call) => moduleName(call, true, fileNameOf)

/** GetModuleFileNameEx(hProcess, hModule, lpFilename, nSize) */
export const GetModuleFileNameExA: ApiFunction = (call) => moduleName(call, false, (path) => path)
export const GetModuleFileNameExW: ApiFunction = (call) => moduleName(call, true, (path) => path)

function moduleName(call: ApiCall, wide: boolean, part: (path: string) => string): Word | undefined {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_INFORMATION | k.PROCESS_VM_READ,
    'PROCESS_QUERY_INFORMATION and PROCESS_VM_READ'
  )
  if (isRefusal(process)) return call.refuse(process)
  const base = call.word(1) === 0 ? process.state.imageBase : call.word(1)
  const module = process.state.modules.find((one) => one.base === base)
  if (module === undefined)
    return call.fail(
      k.ERROR_INVALID_HANDLE,
      'module-is-of-that-process',
      'hModule is no module of that process.'
    )
  return putCut(call, part(module.path), wide)
}

/** Writes as much of a text as there is room for, with its terminator. GetModuleFileNameEx (nSize): truncated. */
function putCut(call: ApiCall, text: string, wide: boolean): Word | undefined {
  const room = call.dword(3)
  if (room === 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'module-name-needs-room',
      'nSize is 0: there is no room for the name.'
    )
  const cut = text.slice(0, room - 1)
  if (!call.process.write(call.word(2), stringBytes(cut, wide))) return undefined
  return cut === text ? text.length : room
}

/** GetProcessImageFileName(hProcess, lpImageFileName, nSize): the path as the kernel has it. */
export const GetProcessImageFileNameA: ApiFunction = (call) => imageName(call, false)
export const GetProcessImageFileNameW: ApiFunction = (call) => imageName(call, true)

function imageName(call: ApiCall, wide: boolean): Word | undefined {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_LIMITED_INFORMATION,
    'PROCESS_QUERY_LIMITED_INFORMATION'
  )
  if (isRefusal(process)) return call.refuse(process)
  const path = `\\Device\\HarddiskVolume3${process.state.modules[0]!.path.slice(2)}`
  if (call.dword(2) < path.length + 1)
    return call.fail(
      k.ERROR_INSUFFICIENT_BUFFER,
      'image-path-fits-the-buffer',
      `The path has ${path.length} characters and a terminator.`
    )
  return call.process.write(call.word(1), stringBytes(path, wide)) ? path.length : undefined
}

/** QueryFullProcessImageName(hProcess, dwFlags, lpExeName, lpdwSize) */
export const QueryFullProcessImageNameA: ApiFunction = (call) => fullImageName(call, false)
export const QueryFullProcessImageNameW: ApiFunction = (call) => fullImageName(call, true)

function fullImageName(call: ApiCall, wide: boolean): Word | undefined {
  const process = call.target(
    call.word(0),
    k.PROCESS_QUERY_LIMITED_INFORMATION,
    'PROCESS_QUERY_LIMITED_INFORMATION'
  )
  if (isRefusal(process)) return call.refuse(process)
  if (call.dword(1) > 1)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'image-name-flags-are-known',
      'dwFlags can be 0 or PROCESS_NAME_NATIVE.'
    )
  const { path } = process.state.modules[0]!
  const text = call.dword(1) === 1 ? `\\Device\\HarddiskVolume3${path.slice(2)}` : path
  const room = call.process.load(call.word(3), 4)
  if (room === undefined) return undefined
  if (Number(room) < text.length + 1)
    return call.fail(
      k.ERROR_INSUFFICIENT_BUFFER,
      'image-path-fits-the-buffer',
      `The path has ${text.length} characters and a terminator.`
    )
  if (!call.process.write(call.word(2), stringBytes(text, wide))) return undefined
  return call.process.store(call.word(3), 4, text.length) ? 1 : undefined
}

/** EnumProcesses(lpidProcess, cb, lpcbNeeded): as many as there is room for. */
export const EnumProcesses: ApiFunction = (call) => {
  const ids = [0, 4, ...[...call.kernel.processes.values()].map((process) => process.state.processId)]
  const room = Math.min(Math.floor(call.dword(1) / 4), ids.length)
  const list = new Bytes(room * 4)
  for (let i = 0; i < room; i++) list.u32(i * 4, ids[i]!)
  if (!call.process.write(call.word(0), list.bytes)) return undefined
  return call.process.write(call.word(2), new Bytes(4).u32(0, room * 4).bytes) ? 1 : undefined
}
