import type { RuleTable } from './rule-table'

/** Modules: LoadLibrary, GetProcAddress, psapi. */
export const moduleRules = {
  'module-is-loaded-already': {
    source: 'Microsoft, GetModuleHandle (lpModuleName); Conformance process/dll-load-and-free'
  },
  'module-handle-is-of-this-process': {
    source:
      'Wine, dlls/kernel32/tests/module.c (testGetProcAddress_Wrong); Microsoft, GetProcAddress (hModule)'
  },
  'module-is-of-that-process': {
    source: 'Microsoft, GetModuleInformation (hModule)'
  },
  'export-has-that-name': { source: 'Microsoft, GetProcAddress (lpProcName)' },
  'module-path-fits-the-buffer': { source: 'Microsoft, GetModuleFileName (Return value)' },
  'module-information-needs-a-whole-record': {
    source: 'Microsoft, GetModuleInformation (cb); Conformance process/module-information'
  },
  'mapped-file-name-needs-a-mapped-file': {
    source: 'Microsoft, GetMappedFileName (lpv); Conformance process/module-information'
  },
  'library-is-found': {
    source: 'Microsoft, Dynamic-Link Library Search Order; Conformance process/dll-load-and-free'
  },
  'freed-module-is-loaded': {
    source: 'Microsoft, FreeLibrary (hLibModule)'
  },
  'mapped-file-name-needs-room': {
    source: 'Microsoft, GetMappedFileName (nSize); Conformance more/sections/mapped-file-name'
  },
  'module-handle-needs-a-place': {
    source:
      'Microsoft, GetModuleHandleExA (phModule); Conformance more/process/module-handles-by-name-and-address'
  },
  'module-flags-do-not-contradict': {
    source:
      'Microsoft, GetModuleHandleExA (dwFlags); Conformance more/process/module-handles-by-name-and-address'
  },
  'module-name-needs-room': {
    source: 'Wine, dlls/psapi/tests/psapi_main.c (test_GetModuleFileNameEx)'
  },
  'image-path-fits-the-buffer': {
    source:
      'Microsoft, QueryFullProcessImageNameA (lpdwSize); Conformance more/process/module-and-process-names'
  },
  'image-name-flags-are-known': {
    source: 'Microsoft, QueryFullProcessImageNameA (dwFlags)'
  }
} as const satisfies RuleTable
