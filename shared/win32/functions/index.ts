import { windowsDeclarations, type Prototype } from '../headers/declarations'
import { exceptions } from './exceptions'
import { files } from './files'
import { entriesOf, type FunctionEntry, type FunctionFamily } from './function-entry'
import { globalBlocks, heaps } from './heaps'
import { modules } from './modules'
import { nativeFunctions } from './native'
import { processes } from './processes'
import { sections } from './sections'
import { interlocked, locks, synchronization } from './synchronization'
import { security } from './security'
import { systemInformation } from './system-information'
import { safeText } from './safe-text'
import { text } from './text'
import { threads } from './threads'
import { virtualMemory } from './virtual-memory'
import { workingSets } from './working-sets'

export { microsoftPage, type Failure, type FunctionEntry } from './function-entry'

/** The families of the table, in the order in which a person learns them. */
export const functionFamilies: readonly FunctionFamily[] = [
  virtualMemory,
  sections,
  heaps,
  globalBlocks,
  workingSets,
  modules,
  files,
  processes,
  nativeFunctions,
  threads,
  synchronization,
  locks,
  interlocked,
  exceptions,
  security,
  systemInformation,
  text,
  safeText
]

/** What is known of each Win32 function beyond its prototype, by name. */
export const functionTable: ReadonlyMap<string, FunctionEntry> = new Map(
  functionFamilies.flatMap((family) => entriesOf(family).map((entry) => [entry.name, entry] as const))
)

/**
 * The name a call really goes to: `CreateFile` is a macro for `CreateFileA`, psapi's functions have a second name in
 * kernel32 that begins with K32 (Microsoft, PSAPI functions, PSAPI_VERSION), and winnt.h's interlocked functions one that
 * begins with an underscore, which is the compiler's (Microsoft, Compiler intrinsics).
 */
export function functionNameOf(name: string): string {
  const macro = windowsDeclarations.macros.get(name)
  const behind = macro === undefined ? name : (/^\w+/.exec(macro.body)?.[0] ?? name)
  if (functionTable.has(behind)) return behind
  const bare = behind.replace(/^(?:K32|_(?=Interlocked))/, '')
  return functionTable.has(bare) ? bare : behind
}

/** The entry of a function by any of its names; undefined for a name that is none. */
export function functionEntry(name: string): FunctionEntry | undefined {
  return functionTable.get(name) ?? functionTable.get(functionNameOf(name))
}

/** The prototype of a function by any of its names; undefined for a name that is none. */
export function prototypeOf(name: string): Prototype | undefined {
  return windowsDeclarations.functions.get(name) ?? windowsDeclarations.functions.get(functionNameOf(name))
}
