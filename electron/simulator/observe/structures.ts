import type { ShownStructure, StructureField } from '../../../shared/contract/memory-process'
import type { ProcessState } from '../process-state'
import { vadAt } from '../vad'
import type { ObservedMachine } from './observed-machine'
import { pageBytes } from './page-bytes'
import { pageFacts } from './page-facts'
import { threadsOf } from './stacks'

/** A number of 1, 2, 4 or 8 bytes, or UTF-16 text of at most that many units. */
type FieldKind = 1 | 2 | 4 | 8 | { readonly text: number }
type Layout = readonly (readonly [name: string, offset: number, kind: FieldKind, says: string])[]

/** Where kernel and programs share data, in every process. Windows Internals, KUSER_SHARED_DATA. */
const SHARED_DATA = 0x7ffe0000

/* Offsets: System Informer's ntpebteb.h and ntexapi.h, for 64-bit Windows 10. */

const peb: Layout = [
  ['InheritedAddressSpace', 0x0, 1, 'Whether the address space was forked.'],
  ['ReadImageFileExecOptions', 0x1, 1, 'Whether options of the image are read from the registry.'],
  ['BeingDebugged', 0x2, 1, 'Whether a debugger is attached: IsDebuggerPresent.'],
  ['BitField', 0x3, 1, 'Bits of the image: large pages, protected, relocated.'],
  ['Mutant', 0x8, 8, 'Not used.'],
  ['ImageBaseAddress', 0x10, 8, 'Where the program is: GetModuleHandle(NULL).'],
  ['Ldr', 0x18, 8, 'The loader’s lists of modules.'],
  ['ProcessParameters', 0x20, 8, 'Command line, environment and current directory.'],
  ['SubSystemData', 0x28, 8, 'Of the subsystem.'],
  ['ProcessHeap', 0x30, 8, 'The process heap: GetProcessHeap.'],
  ['FastPebLock', 0x38, 8, 'The lock of the PEB.'],
  ['TlsBitmap', 0x78, 8, 'Which TLS indexes are taken.'],
  ['NumberOfProcessors', 0xb8, 4, 'How many processors there are.'],
  ['NtGlobalFlag', 0xbc, 4, 'Global flags: debugging of heaps and more.'],
  ['HeapSegmentReserve', 0xc8, 8, 'What a heap reserves at once.'],
  ['HeapSegmentCommit', 0xd0, 8, 'What a heap commits at once.'],
  ['NumberOfHeaps', 0xe8, 4, 'How many heaps there are: GetProcessHeaps.'],
  ['MaximumNumberOfHeaps', 0xec, 4, 'Room in the list of heaps.'],
  ['ProcessHeaps', 0xf0, 8, 'The list of heaps.'],
  ['LoaderLock', 0x110, 8, 'The loader’s lock.'],
  ['OSMajorVersion', 0x118, 4, 'Windows’ version: 10.'],
  ['OSMinorVersion', 0x11c, 4, 'Windows’ version behind the dot.'],
  ['OSBuildNumber', 0x120, 2, 'The build of Windows.'],
  ['OSPlatformId', 0x124, 4, '2: Windows NT.'],
  ['ImageSubsystem', 0x128, 4, '3: a program with a console.'],
  ['SessionId', 0x2c0, 4, 'The session that the process runs in.']
]

const teb: Layout = [
  ['NtTib.ExceptionList', 0x0, 8, 'Not used on x64.'],
  ['NtTib.StackBase', 0x8, 8, 'The address behind the stack.'],
  ['NtTib.StackLimit', 0x10, 8, 'The lowest committed byte of the stack above the guard.'],
  ['NtTib.SubSystemTib', 0x18, 8, 'Of the subsystem.'],
  ['NtTib.FiberData', 0x20, 8, 'Of a fiber.'],
  ['NtTib.ArbitraryUserPointer', 0x28, 8, 'Free to use.'],
  ['NtTib.Self', 0x30, 8, 'This TEB: gs:[0x30].'],
  ['EnvironmentPointer', 0x38, 8, 'Not used.'],
  ['ClientId.UniqueProcess', 0x40, 8, 'GetCurrentProcessId.'],
  ['ClientId.UniqueThread', 0x48, 8, 'GetCurrentThreadId.'],
  ['ThreadLocalStoragePointer', 0x58, 8, 'Static thread-local storage: __declspec(thread).'],
  ['ProcessEnvironmentBlock', 0x60, 8, 'The PEB: gs:[0x60].'],
  ['LastErrorValue', 0x68, 4, 'GetLastError.'],
  ['CountOfOwnedCriticalSections', 0x6c, 4, 'Critical sections that the thread is in.'],
  ['LastStatusValue', 0x1250, 4, 'The NTSTATUS behind the last error.'],
  ['DeallocationStack', 0x1478, 8, 'Where the reservation of the stack begins.'],
  ['TlsSlots[0]', 0x1480, 8, 'TlsGetValue(0): the first of 64.'],
  ['GuaranteedStackBytes', 0x1748, 4, 'SetThreadStackGuarantee.'],
  ['TlsExpansionSlots', 0x1780, 8, 'TLS slots beyond the 64.']
]

const sharedData: Layout = [
  ['TickCountMultiplier', 0x4, 4, 'What ticks are multiplied with to get milliseconds.'],
  ['InterruptTime', 0x8, 8, 'Time since the start, in units of 100 ns.'],
  ['SystemTime', 0x14, 8, 'Time since 1601, in units of 100 ns.'],
  ['TimeZoneBias', 0x20, 8, 'Local time’s distance to UTC.'],
  ['ImageNumberLow', 0x2c, 2, 'Machine types of images that run here, from ...'],
  ['ImageNumberHigh', 0x2e, 2, '... to: 0x8664 is x64.'],
  ['NtSystemRoot', 0x30, { text: 260 }, 'Windows’ folder.'],
  ['LargePageMinimum', 0x244, 4, 'GetLargePageMinimum.'],
  ['NtBuildNumber', 0x260, 4, 'The build of Windows.'],
  ['NtProductType', 0x264, 4, '1: a workstation.'],
  ['NtMajorVersion', 0x26c, 4, 'Windows’ version: 10.'],
  ['NtMinorVersion', 0x270, 4, 'Windows’ version behind the dot.'],
  ['ProcessorFeatures[0]', 0x274, 1, 'IsProcessorFeaturePresent(0).'],
  ['KdDebuggerEnabled', 0x2d4, 1, 'Whether a kernel debugger is attached.'],
  ['NumberOfPhysicalPages', 0x2e8, 4, 'Pages of physical memory.'],
  ['Cookie', 0x330, 4, 'EncodeSystemPointer’s secret.']
]

/** PEB, the TEB of each thread, and KUSER_SHARED_DATA, as their bytes in memory are. */
export function structuresOf(machine: ObservedMachine, process: ProcessState): ShownStructure[] {
  const decode = (address: number, layout: Layout): StructureField[] =>
    layout.map(([name, offset, kind, says]) => ({
      name,
      offset,
      size: typeof kind === 'number' ? kind : kind.text * 2,
      value: valueAt(machine, process, address + offset, kind),
      says
    }))
  return [
    { name: 'PEB', address: process.peb, threadId: null, fields: decode(process.peb, peb) },
    ...threadsOf(process).map((thread) => ({
      name: 'TEB' as const,
      address: thread.teb,
      threadId: thread.threadId,
      fields: decode(thread.teb, teb)
    })),
    {
      name: 'KUSER_SHARED_DATA',
      address: SHARED_DATA,
      threadId: null,
      fields: decode(SHARED_DATA, sharedData)
    }
  ]
}

function valueAt(
  machine: ObservedMachine,
  process: ProcessState,
  address: number,
  kind: FieldKind
): string | null {
  const length = typeof kind === 'number' ? kind : kind.text * 2
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length;) {
    const page = Math.floor((address + done) / 4096)
    const at = (address + done) % 4096
    const count = Math.min(4096 - at, length - done)
    const source = pageBytes(machine, pageFacts(machine, process, page, vadAt(process.vads, page)))
    if (source === null) return null
    bytes.set(source.subarray(at, at + count), done)
    done += count
  }
  if (typeof kind === 'number')
    return `0x${[...bytes]
      .reverse()
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')}`
  let text = ''
  for (let i = 0; i < length; i += 2) {
    const unit = bytes[i]! | (bytes[i + 1]! << 8)
    if (unit === 0) break
    text += String.fromCharCode(unit)
  }
  return text
}
