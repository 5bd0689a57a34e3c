import { cRuntimeExports } from '../../shared/win32/c-runtime-exports'
import { functionEntry } from '../../shared/win32/functions'
import type { ImportedLibrary } from '../machine/pe-imports'

/** The C runtime that programs import: MinGW's, and that of Windows itself. */
const cRuntime = 'msvcrt.dll'

/** How import libraries spell the names of the libraries they stand for. */
const spellings: Readonly<Record<string, string>> = {
  'kernel32.dll': 'KERNEL32.dll',
  'user32.dll': 'USER32.dll',
  'advapi32.dll': 'ADVAPI32.dll'
}

/** The name under which a function is imported: psapi's are kernel32's (Microsoft, PSAPI functions, PSAPI_VERSION 2). */
export function importName(name: string): string {
  return !name.startsWith('K32') && functionEntry(name)?.header === 'psapi.h' ? `K32${name}` : name
}

/** The library that a function is imported from; null for what is compiled into the program. */
function libraryOf(name: string): string | null {
  const entry = functionEntry(name)
  if (entry === undefined) return cRuntimeExports.has(name) ? cRuntime : null
  return entry.dll ? (spellings[entry.dll] ?? entry.dll) : null
}

/** What a linker makes of a program's calls: each library once, each function of it once, by name. */
export function importsOf(
  uses: readonly { readonly name: string; readonly origin: 'library' | 'win32' | 'pointer' }[]
): ImportedLibrary[] {
  const libraries = new Map<string, Set<string>>()
  for (const { name, origin } of uses) {
    const library = origin === 'pointer' ? null : libraryOf(name)
    if (library === null) continue
    const names = libraries.get(library) ?? new Set()
    libraries.set(library, names.add(importName(name)))
  }
  return [...libraries]
    .map(([library, names]) => ({ library, names: [...names].sort() }))
    .sort((a, b) => (a.library < b.library ? -1 : 1))
}
