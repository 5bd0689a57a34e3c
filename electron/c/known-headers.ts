import { closestName } from '../../shared/contract/closest-name'

/** Headers of C that bring nothing but C. */
const cHeaders = [
  'stdio.h',
  'stdlib.h',
  'string.h',
  'stdint.h',
  'inttypes.h',
  'stddef.h',
  'limits.h',
  'stdarg.h',
  'wchar.h',
  'ctype.h',
  'assert.h',
  'conio.h',
  'time.h',
  'process.h',
  'setjmp.h',
  'errno.h',
  'float.h',
  'math.h',
  'malloc.h',
  'memory.h',
  'crtdbg.h',
  'io.h',
  'locale.h',
  'wctype.h',
  'intrin.h',
  'excpt.h',
  'signal.h',
  'iso646.h',
  'stdalign.h',
  'stdnoreturn.h'
]

/** Headers of the Windows SDK: each brings all that is known of Windows. */
const windowsHeaders = [
  'windows.h',
  'memoryapi.h',
  'psapi.h',
  'winnt.h',
  'winbase.h',
  'windef.h',
  'winternl.h',
  'tchar.h',
  'combaseapi.h',
  'heapapi.h',
  'objbase.h',
  'sysinfoapi.h',
  'processthreadsapi.h',
  'handleapi.h',
  'errhandlingapi.h',
  'libloaderapi.h',
  'fileapi.h',
  'basetsd.h',
  'synchapi.h',
  'minwindef.h',
  'ntdef.h',
  'ntstatus.h',
  'winerror.h',
  'tlhelp32.h',
  'strsafe.h',
  'shlwapi.h',
  'debugapi.h',
  'profileapi.h',
  'sdkddkver.h',
  'winuser.h',
  'wincon.h',
  'enclaveapi.h',
  'dbghelp.h',
  'versionhelpers.h',
  'intsafe.h',
  'windowsx.h',
  'wtypes.h',
  'guiddef.h',
  'securitybaseapi.h',
  'winsock2.h',
  'apiset.h',
  'namespaceapi.h',
  'consoleapi.h'
]

const groups = new Map<string, readonly string[]>([
  ...cHeaders.map((name) => [name, [name]] as const),
  ...windowsHeaders.map(
    (name) => [name, ['windows', 'string.h', 'ctype.h', 'stdarg.h', 'stddef.h']] as const
  ),
  ['stdbool.h', ['stdbool']],
  [
    'lab.h',
    ['lab', 'windows', 'stdio.h', 'stdlib.h', 'string.h', 'stdarg.h', 'setjmp.h', 'stddef.h', 'ctype.h']
  ]
])

export const knownHeaders: readonly string[] = [
  'windows.h',
  'stdio.h',
  'stdlib.h',
  'string.h',
  'psapi.h',
  'lab.h',
  ...groups.keys()
]

/** What a header brings: names of groups of macros and of C headers; undefined for a header that is not known. */
export function headerGroups(name: string): readonly string[] | undefined {
  return groups.get(name)
}

export function similarHeader(name: string): string | null {
  return closestName(name, groups.keys()) ?? closestName(`${name}.h`, groups.keys())
}
