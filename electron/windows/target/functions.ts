import type { Word } from '../../machine/word'
import { functionEntry } from '../../../shared/win32/functions'
import type { System } from './system'

const errorCallNotImplemented = 120

/** Where a program's functions are looked for, in this order. */
const libraries = ['kernelbase.dll', 'kernel32.dll', 'psapi.dll', 'ntdll.dll', 'advapi32.dll']

/** Not offered: each would end or stop the thread of the interpreter, which is the program's only in what it sees. */
const refused = new Set([
  'FreeLibraryAndExitThread',
  'RtlExitUserThread',
  'NtTerminateThread',
  'NtSuspendThread',
  'SwitchToFiber',
  'ConvertThreadToFiber',
  'SetThreadContext'
])

/** What calling a function means: its code, or the answer of a late function that is not there. */
export type Callable =
  | { readonly found: true; readonly address: Word }
  | { readonly found: false; readonly answer: number; readonly lastError: number }

/** The Win32 functions of this process by name. */
export class Functions {
  private readonly known = new Map<string, Callable | null>()
  private modules: (number | bigint)[] | null = null

  constructor(private readonly system: System) {}

  /** Null when the program may not call it or there is no such function. */
  find(name: string): Callable | null {
    let callable = this.known.get(name)
    if (callable === undefined) {
      callable = refused.has(name) ? null : this.lookUp(name)
      this.known.set(name, callable)
    }
    return callable
  }

  private lookUp(name: string): Callable | null {
    this.modules ??= libraries.map((library) => this.system.loadLibrary(library)).filter((it) => it !== 0)
    const entry = functionEntry(name)
    const address = this.addressIn(this.modules, name) || this.addressElsewhere(entry?.dll ?? null, name)
    if (address !== 0) return { found: true, address }
    // The late functions (conformance/lab.h, LAB_LATE): a program may call them everywhere.
    const answer = entry?.absent
    return answer === undefined ? null : { found: false, answer, lastError: errorCallNotImplemented }
  }

  private addressIn(modules: readonly Word[], name: string): Word {
    for (const module of modules) {
      const address = this.system.getProcAddress(module, name)
      if (address !== 0) return address
    }
    return 0
  }

  /** A DLL that only some programs use is loaded for them alone. */
  private addressElsewhere(dll: string | null, name: string): Word {
    if (dll === null || libraries.includes(dll)) return 0
    const module = this.system.loadLibrary(dll)
    return module === 0 ? 0 : this.addressIn([module], name)
  }
}
