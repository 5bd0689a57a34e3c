import { namedConstants as k } from '../../../shared/win32/constants'
import { addToWord, wordToHex, type Word } from '../../machine/word'
import { Bytes, type ApiCall, type ApiFunction } from '../api-call'
import { flagsAt } from '../page-table'
import { USER_END, type ProcessMemory } from '../process-memory'
import { isExecutable, isReadable, isWritable, PTE_PROTECT } from '../pte'
import { firstUncommitted, protect } from '../protect'
import { isRefusal, type Refusal } from '../status'

/** ReadProcessMemory(hProcess, lpBaseAddress, lpBuffer, nSize, lpNumberOfBytesRead) */
export const ReadProcessMemory: ApiFunction = (call) => {
  const process = call.target(call.word(0), k.PROCESS_VM_READ, 'PROCESS_VM_READ')
  if (isRefusal(process)) return call.refuse(process)
  const size = call.size(3)
  // wine kernel32/tests/virtual.c (test_VirtualAllocEx): a bad buffer is found before anything is copied.
  if (size > 0 && !call.canWrite(call.word(2), size)) {
    tellCount(call, 0)
    return call.fail(k.ERROR_NOACCESS, 'kernel-writes-where-it-can', 'lpBuffer cannot be written.')
  }
  const { copied, refused } = copyPages(call.word(1), size, (at, count, done) => {
    const bytes = process.read(at, count)
    if (bytes === undefined)
      return { rule: 'read-process-memory-needs-readable-pages', why: process.exception?.why ?? '' }
    if (call.copyOut(addToWord(call.word(2), done), bytes)) return null
    return { rule: 'kernel-writes-where-it-can', why: 'lpBuffer cannot be written.' }
  })
  process.exception = null
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
  const size = call.size(3)
  if (size === 0)
    return call.fail(
      k.ERROR_INVALID_PARAMETER,
      'writing-takes-a-byte-or-more',
      'nSize must be greater than 0.'
    )
  let error: number = k.ERROR_NOACCESS
  // wine kernel32/tests/virtual.c (test_VirtualAllocEx): nothing is written when the source cannot be read as a whole.
  if (
    size < USER_END &&
    writableFor(process, call.word(1)) === null &&
    call.copyIn(call.word(2), size) === null
  ) {
    tellCount(call, 0)
    return call.fail(k.ERROR_PARTIAL_COPY, 'kernel-reads-what-is-readable', 'lpBuffer cannot be read.')
  }
  const { copied, refused } = copyPages(call.word(1), size, (at, count, done) => {
    const no = writableFor(process, at)
    if (no !== null) {
      error = no.error
      return no
    }
    const bytes = call.copyIn(addToWord(call.word(2), done), count)
    if (bytes === null) return { rule: 'kernel-reads-what-is-readable', why: 'lpBuffer cannot be read.' }
    return writeThrough(process, at, bytes)
  })
  process.exception = null
  tellCount(call, copied)
  if (refused === null) return 1
  return call.fail(copied > 0 ? k.ERROR_PARTIAL_COPY : error, refused.rule, refused.why)
}

/** Why a page was not copied. */
type PageRefusal = Pick<Refusal, 'rule' | 'why'>

/** Copies page by page; stops at the first that refuses. */
function copyPages(
  address: Word,
  size: number,
  copy: (at: Word, count: number, done: number) => PageRefusal | null
): { readonly copied: number; readonly refused: PageRefusal | null } {
  for (let done = 0; done < size;) {
    const at = addToWord(address, done)
    const count = Math.min(4096 - (Number(at) % 4096), size - done)
    const refused = copy(at, count, done)
    if (refused !== null) return { copied: done, refused }
    done += count
  }
  return { copied: size, refused: null }
}

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
  const done = process.write(at, bytes)
  if (patched) protect(process, page * 4096, 1, before)
  return done
    ? null
    : { rule: 'write-process-memory-needs-writable-pages', why: process.exception?.why ?? '' }
}

function tellCount(call: ApiCall, count: number): void {
  if (call.word(4) !== 0) call.copyOut(call.word(4), new Bytes(8).u64(0, count).bytes)
}
