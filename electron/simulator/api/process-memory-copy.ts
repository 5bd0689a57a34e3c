import { namedConstants as k } from '../../../shared/win32/constants'
import { addToWord, wordToHex, type Word } from '../../machine/word'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { flagsAt } from '../page-table'
import { USER_END, type ProcessMemory } from '../process-memory'
import { isExecutable, isReadable, isWritable, PTE_PROTECT } from '../pte'
import { firstUncommitted, protect } from '../protect'
import type { SimulatedProcess } from '../simulated-process'
import { isRefusal, type Refusal } from '../status'

/** Why a page was not copied. */
type PageRefusal = Pick<Refusal, 'rule' | 'why'>

/** How far a copy between processes came, and why no farther. */
interface Copy {
  readonly copied: number
  readonly refused: PageRefusal | null
}

/** ReadProcessMemory(hProcess, lpBaseAddress, lpBuffer, nSize, lpNumberOfBytesRead) */
export const ReadProcessMemory: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_READ, 'PROCESS_VM_READ')
  if (isRefusal(process)) return call.refuse(process)
  const { copied, refused } = copyFrom(call, process)
  tellCount(call, copied)
  if (refused === null) return 1
  return call.fail(k.ERROR_PARTIAL_COPY, refused.rule, refused.why)
}

/** WriteProcessMemory(hProcess, lpBaseAddress, lpBuffer, nSize, lpNumberOfBytesWritten) */
export const WriteProcessMemory: ApiFunction = (call) => {
  const process = call.target(
    call.word(0),
    k.PROCESS_VM_WRITE | k.PROCESS_VM_OPERATION,
    'PROCESS_VM_WRITE and PROCESS_VM_OPERATION'
  )
  if (isRefusal(process)) return call.refuse(process)
  const no = call.word(3) === 0 ? null : writableFor(process, call.word(1))
  // wine kernel32/tests/virtual.c (test_VirtualAllocEx): the count is told only when something was tried.
  if (no !== null) return call.fail(no.error, no.rule, no.why)
  const first = flagsAt(process.state.pages, Math.floor(call.size(1) / 4096))
  const { copied, refused } = copyTo(call, process, isWritable(first) ? 'as they are' : 'made writable')
  tellCount(call, copied)
  if (refused === null) return 1
  return call.fail(k.ERROR_PARTIAL_COPY, refused.rule, refused.why)
}

/** NtReadVirtualMemory(ProcessHandle, BaseAddress, Buffer, NumberOfBytesToRead, NumberOfBytesRead) */
export const NtReadVirtualMemory: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_READ, 'PROCESS_VM_READ')
  if (isRefusal(process)) return call.status(process)
  return copiedStatus(call, copyFrom(call, process))
}

/** NtWriteVirtualMemory(ProcessHandle, BaseAddress, Buffer, NumberOfBytesToWrite, NumberOfBytesWritten): protections stay as they are. */
export const NtWriteVirtualMemory: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_WRITE, 'PROCESS_VM_WRITE')
  if (isRefusal(process)) return call.status(process)
  return copiedStatus(call, copyTo(call, process, 'as they are'))
}

function copiedStatus(call: ApiCall, { copied, refused }: Copy): Word {
  tellCount(call, copied)
  return refused === null ? 0 : call.because(refused.rule, refused.why, k.STATUS_PARTIAL_COPY)
}

/** Since Windows 10 1607 what could be copied is copied; wine kernel32/tests/virtual.c (test_VirtualAllocEx). */
function copyFrom(call: ApiCall, process: SimulatedProcess): Copy {
  return copyPages(call, process, (at, count, buffer) => {
    const bytes = process.read(at, count)
    if (bytes === undefined)
      return { rule: 'read-process-memory-needs-readable-pages', why: process.exception?.why ?? '' }
    if (call.copyOut(buffer, bytes)) return null
    return { rule: 'kernel-writes-where-it-can', why: 'The buffer cannot be written.' }
  })
}

function copyTo(call: ApiCall, process: SimulatedProcess, pages: 'as they are' | 'made writable'): Copy {
  // wine kernel32/tests/virtual.c (test_VirtualAllocEx): nothing is written when the source cannot be read as a whole.
  if (call.size(3) > 0 && call.size(3) < USER_END && call.copyIn(call.word(2), call.size(3)) === null)
    return {
      copied: 0,
      refused: { rule: 'kernel-reads-what-is-readable', why: 'The buffer cannot be read.' }
    }
  return copyPages(call, process, (at, count, buffer) => {
    const no = writableFor(process, at)
    if (no !== null) return no
    const bytes = call.copyIn(buffer, count)
    if (bytes === null) return { rule: 'kernel-reads-what-is-readable', why: 'The buffer cannot be read.' }
    return pages === 'made writable' ? writeThrough(process, at, bytes) : writePage(process, at, bytes)
  })
}

/** Copies what lies in one page on both sides at a time; stops at the first that refuses. */
function copyPages(
  call: ApiCall,
  process: SimulatedProcess,
  copy: (at: Word, count: number, buffer: Word) => PageRefusal | null
): Copy {
  const size = call.size(3)
  let refused: PageRefusal | null = null
  let done = 0
  while (done < size && refused === null) {
    const at = addToWord(call.word(1), done)
    const buffer = addToWord(call.word(2), done)
    const count = Math.min(restOfPage(at), restOfPage(buffer), size - done)
    refused = copy(at, count, buffer)
    if (refused === null) done += count
  }
  process.exception = null
  return { copied: done, refused }
}

const restOfPage = (address: Word): number => 4096 - (Number(address) % 4096)

/** Conformance private/write-process-memory: read-only data is refused, code is patched as debuggers need it. */
function writableFor(process: ProcessMemory, at: Word): (PageRefusal & { readonly error: number }) | null {
  const page = typeof at === 'number' ? Math.floor(at / 4096) : Infinity
  const vad = process.vadAt(page)
  if (vad === undefined || firstUncommitted(process, vad, page, page + 1) !== null) {
    // wine 10 dlls/kernelbase/memory.c WriteProcessMemory: no protection is not a writable one.
    return {
      error: k.ERROR_NOACCESS,
      rule: 'write-process-memory-needs-committed-pages',
      why: `The page of 0x${wordToHex(at)} is not committed: there is nothing to write to.`
    }
  }
  const flags = flagsAt(process.state.pages, page)
  if (isWritable(flags) || isExecutable(flags)) return null
  return {
    error: k.ERROR_NOACCESS,
    rule: 'write-process-memory-needs-writable-pages',
    why: `The page is ${isReadable(flags) ? 'read-only data' : 'PAGE_NOACCESS'}: it has to be made writable first.`
  }
}

/** Writes into one page; code that is not writable is made so for the moment. */
function writeThrough(process: ProcessMemory, at: Word, bytes: Uint8Array): PageRefusal | null {
  const page = Math.floor(Number(at) / 4096)
  const before = flagsAt(process.state.pages, page) & PTE_PROTECT
  const patched = !isWritable(before)
  if (patched) {
    const vad = process.vadAt(page)!
    const writable =
      vad.view === null || vad.view.access.kind === 'write'
        ? k.PAGE_EXECUTE_READWRITE
        : k.PAGE_EXECUTE_WRITECOPY
    const answer = protect(process, page * 4096, 1, writable)
    if (isRefusal(answer)) return answer
  }
  const refused = writePage(process, at, bytes)
  if (patched) protect(process, page * 4096, 1, before)
  return refused
}

function writePage(process: ProcessMemory, at: Word, bytes: Uint8Array): PageRefusal | null {
  if (process.write(at, bytes)) return null
  return { rule: 'write-process-memory-needs-writable-pages', why: process.exception?.why ?? '' }
}

function tellCount(call: ApiCall, count: number): void {
  if (call.word(4) !== 0) call.copyOut(call.word(4), new Bytes(8).u64(0, count).bytes)
}
