import { namedConstants as k } from '../../../shared/win32/constants'
import type { Word } from '../../machine/word'
import type { ApiCall, ApiFunction } from '../api-call'
import { FileStore, fullPath, programFolder, systemFolder, type FileRecord } from '../file-store'
import { dataAreaOf, imageAreaOf } from '../sections'
import { bindImports, loadModule } from '../loader'
import { leaveModule } from '../loader-data'
import { isRefusal } from '../status'
import { mapImage, mapView, unmapView } from '../views'
import { moduleNamed } from './modules'

/** LoadLibrary(lpLibFileName) */
export const LoadLibraryA: ApiFunction = (call) => loadLibrary(call, false, 0)
export const LoadLibraryW: ApiFunction = (call) => loadLibrary(call, true, 0)

/** LoadLibraryEx(lpLibFileName, hFile, dwFlags) */
export const LoadLibraryExA: ApiFunction = (call) => loadLibrary(call, false, call.dword(2))
export const LoadLibraryExW: ApiFunction = (call) => loadLibrary(call, true, call.dword(2))

const asData = k.LOAD_LIBRARY_AS_DATAFILE | k.LOAD_LIBRARY_AS_DATAFILE_EXCLUSIVE

function loadLibrary(call: ApiCall, wide: boolean, flags: number): Word | undefined {
  const { process, kernel } = call
  if (call.word(0) === 0)
    return call.fail(k.ERROR_MOD_NOT_FOUND, 'library-is-found', 'lpLibFileName must name a file.')
  const name = call.string(call.word(0), wide)
  if (name === undefined) return undefined
  const image = (flags & k.LOAD_LIBRARY_AS_IMAGE_RESOURCE) !== 0
  const data = (flags & asData) !== 0 && !image
  const loaded = data || image ? undefined : moduleNamed(process, name)
  if (loaded !== undefined) {
    setReferences(call, loaded.base, loaded.references + 1)
    return loaded.base
  }
  const file = findLibrary(call, name)
  if (file === undefined)
    return call.fail(
      k.ERROR_MOD_NOT_FOUND,
      'library-is-found',
      `${name} is neither beside the program nor in the system's folder.`
    )
  const area = imageAreaOf(kernel, file.id)
  if (isRefusal(area)) return call.refuse(area)
  if (data) {
    // LoadLibraryEx (LOAD_LIBRARY_AS_DATAFILE): the file as it is on disk; the handle's lowest bit marks it.
    const base = mapView(process, dataSection(call, file), {
      base: 0,
      offset: 0,
      size: 0,
      protect: k.PAGE_READONLY,
      replacePlaceholder: false,
      topDown: false
    })
    return isRefusal(base) ? call.refuse(base) : base + 1
  }
  if (image) {
    // LoadLibraryEx (LOAD_LIBRARY_AS_IMAGE_RESOURCE): laid out, but no module of the process.
    const base = mapImage(process, area, 0)
    return isRefusal(base) ? call.refuse(base) : base + 2
  }
  const base = loadModule(process, file.path, 1)
  if (isRefusal(base)) return call.refuse(base)
  if ((flags & k.DONT_RESOLVE_DLL_REFERENCES) === 0) bindImports(process, base)
  return base
}

function dataSection(call: ApiCall, file: FileRecord): Parameters<typeof mapView>[1] {
  const area = dataAreaOf(call.kernel, file.id, Math.ceil(file.size / 4096))
  return {
    id: 0,
    kind: 'section',
    handles: 0,
    name: null,
    controlArea: area.id,
    size: file.size,
    protect: k.PAGE_READONLY,
    attributes: k.SEC_COMMIT
  }
}

/** Microsoft, Dynamic-Link Library Search Order: a path as it is; a name in the program's and the system's folder. */
function findLibrary(call: ApiCall, name: string): FileRecord | undefined {
  const files = new FileStore(call.kernel)
  const withEnding = /\.[^\\/]*$/.test(name) ? name : `${name}.dll`
  if (/[\\/]/.test(name)) return files.byPath(fullPath(withEnding))
  return files.byPath(`${programFolder}\\${withEnding}`) ?? files.byPath(`${systemFolder}\\${withEnding}`)
}

function setReferences(call: ApiCall, base: number, references: number): void {
  const { state } = call.process
  state.modules = state.modules.map((module) => (module.base === base ? { ...module, references } : module))
}

/** FreeLibrary(hLibModule) */
export const FreeLibrary: ApiFunction = (call) => {
  const { process } = call
  const handle = call.size(0)
  if (handle === 0) return call.fail(k.ERROR_INVALID_HANDLE, 'freed-module-is-loaded', 'hLibModule is NULL.')
  if (handle % 4 !== 0) return call.answer(unmapView(process, handle - (handle % 4), false))
  const module = process.state.modules.find((one) => one.base === handle)
  if (module === undefined)
    return call.fail(
      k.ERROR_MOD_NOT_FOUND,
      'freed-module-is-loaded',
      'hLibModule is no module of this process.'
    )
  if (module.references > 1) {
    setReferences(call, module.base, module.references - 1)
    return 1
  }
  leaveModule(process, module)
  process.state.modules = process.state.modules.filter(({ base }) => base !== module.base)
  return call.answer(unmapView(process, module.base, false))
}
