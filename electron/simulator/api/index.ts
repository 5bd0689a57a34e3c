import type { ApiFunction } from '../api-call'
import * as createFile from './create-file'
import * as criticalSections from './critical-sections'
import * as createFileMapping from './create-file-mapping'
import * as fileIo from './file-io'
import * as fileNames from './file-names'
import * as globalMemory from './global-memory'
import * as handles from './handles'
import * as heap from './heap'
import * as lastError from './last-error'
import * as loadLibrary from './load-library'
import * as mapViewOfFile from './map-view-of-file'
import * as modules from './modules'
import * as moduleNames from './module-names'
import * as physicalPages from './physical-pages'
import * as pointerChecks from './pointer-checks'
import * as processFacts from './process-facts'
import * as regionInformation from './region-information'
import * as taskMemory from './task-memory'
import * as workingSetList from './working-set-list'
import * as nativeMemory from './native-memory'
import * as nativeQuery from './native-query'
import * as nativeSections from './native-sections'
import * as offerMemory from './offer-memory'
import * as privileges from './privileges'
import * as processEnvironment from './process-environment'
import * as processMemoryCopy from './process-memory-copy'
import * as slimLocks from './slim-locks'
import * as synchronizationObjects from './synchronization-objects'
import * as threadLocalStorage from './thread-local-storage'
import * as threads from './threads'
import * as waitOnAddress from './wait-on-address'
import * as waiting from './waiting'
import * as systemInformation from './system-information'
import * as virtualAlloc from './virtual-alloc'
import * as virtualFree from './virtual-free'
import * as virtualLock from './virtual-lock'
import * as virtualProtect from './virtual-protect'
import * as virtualQuery from './virtual-query'
import * as workingSet from './working-set'
import * as writeWatch from './write-watch'

/** Functions stand under their Win32 names; the helpers of their files do not. */
function functionsOf(...files: Readonly<Record<string, unknown>>[]): Record<string, ApiFunction> {
  const table: Record<string, ApiFunction> = {}
  for (const file of files) {
    for (const [name, value] of Object.entries(file)) {
      if (/^[A-Z]/.test(name) && typeof value === 'function') table[name] = value as ApiFunction
    }
  }
  return table
}

const functions = functionsOf(
  virtualAlloc,
  virtualFree,
  virtualProtect,
  virtualQuery,
  virtualLock,
  processMemoryCopy,
  writeWatch,
  offerMemory,
  createFileMapping,
  mapViewOfFile,
  createFile,
  fileIo,
  fileNames,
  handles,
  lastError,
  systemInformation,
  heap,
  globalMemory,
  modules,
  loadLibrary,
  workingSet,
  threads,
  waiting,
  synchronizationObjects,
  criticalSections,
  slimLocks,
  waitOnAddress,
  privileges,
  processEnvironment,
  threadLocalStorage,
  moduleNames,
  nativeMemory,
  nativeQuery,
  nativeSections,
  physicalPages,
  pointerChecks,
  processFacts,
  regionInformation,
  taskMemory,
  workingSetList
)

/** psapi's functions have a second name in kernel32. Microsoft, PSAPI functions (PSAPI_VERSION). */
const psapiNames = [
  'GetProcessMemoryInfo',
  'QueryWorkingSetEx',
  'EmptyWorkingSet',
  'GetPerformanceInfo',
  'EnumProcessModules',
  'GetModuleInformation',
  'GetMappedFileNameA',
  'GetMappedFileNameW',
  'QueryWorkingSet',
  'EnumProcesses',
  'EnumProcessModulesEx',
  'GetModuleBaseNameA',
  'GetModuleBaseNameW',
  'GetModuleFileNameExA',
  'GetModuleFileNameExW',
  'GetProcessImageFileNameA',
  'GetProcessImageFileNameW'
]

/** Every Win32 function that the simulator has, by name. */
export const api: Readonly<Record<string, ApiFunction>> = {
  ...functions,
  ...Object.fromEntries(psapiNames.map((name) => [`K32${name}`, functions[name]!]))
}
