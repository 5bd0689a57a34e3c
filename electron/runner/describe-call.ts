import { structLayout, type ExecutedArgument, type ExecutedCall } from '../c'
import {
  allocationTypeText,
  fileMapText,
  freeTypeText,
  processAccessText,
  protectionText,
  sectionText,
  stateText,
  typeText
} from '../../shared/win32/flags'
import { describeError, describeException } from '../../shared/win32/errors'
import { regionsOf } from '../../shared/contract/region-tree'
import type { CallRecord, ShownException, ShownValue } from '../../shared/contract/step'
import type { Region } from '../../shared/contract/observation'
import type { ExceptionRecord, MachineProcess } from '../machine/machine-process'
import { low32, wordToHex, type Word } from '../machine/word'
import type { AddressBook } from './address-book'
import { regionAt } from './region-at'
import { constantText } from './constant-text'
import { regionsNow } from './region-watch'
import {
  answersByAccident,
  flagKindOf,
  releasedParameterOf,
  saysFailure,
  sizeParameterOf,
  type FlagKind
} from './call-meanings'

const flagTexts: Readonly<Record<FlagKind, (flags: number) => string>> = {
  allocationType: allocationTypeText,
  freeType: freeTypeText,
  protection: protectionText,
  processAccess: processAccessText,
  fileMap: fileMapText,
  section: sectionText
}

/** What describing a call needs to know of the process that made it. */
export interface CallSurroundings {
  readonly process: MachineProcess
  readonly book: AddressBook
  /** The name of the program's variable at an address, or null. */
  symbolOf(address: number): string | null
  /** The regions of images; may be from a while ago. */
  images(): readonly Region[]
}

/** A call in words, with what it wrote through its pointers, read right after it. Enters and releases what it made and ended in the address book. */
export function describeCall(call: ExecutedCall, around: CallSurroundings): CallRecord {
  const { process, book } = around
  const lastError = process.lastError()
  const raised = call.result === undefined
  const bits = widthOf(call.resultType)
  const result = call.result ?? 0
  const failed = raised || saysFailure(call.name, BigInt(result), bits)
  const args = call.args.map((argument) => describeArgument(call, argument, around))
  if (!failed) noteRelease(call, book)
  const refusal = failed ? process.refusal() : null
  return {
    line: call.line,
    name: call.name,
    args,
    result: raised
      ? { name: call.resultType, raw: '', text: 'raised an exception', meaning: null }
      : describeResult(call, result, failed, around),
    outs: failed ? [] : call.args.flatMap((argument) => describeOut(call, argument, around)),
    failed,
    lastError,
    why: refusal?.why ?? null,
    rule: refusal?.rule ?? null,
    exception: raised && process.exception ? describeRaised(process.exception) : null
  }
}

/** An exception in words. */
export function describeRaised(exception: ExceptionRecord): ShownException {
  const where =
    exception.access === null || exception.address === null
      ? ''
      : `${exception.access} ${exception.access === 'execute' ? 'at' : exception.access === 'read' ? 'from' : 'to'} 0x${wordToHex(exception.address)}`
  return {
    code: exception.code,
    name: describeException(exception.code).name,
    where,
    why: exception.why ?? null,
    rule: exception.rule ?? null
  }
}

function describeArgument(
  call: ExecutedCall,
  argument: ExecutedArgument,
  around: CallSurroundings
): ShownValue {
  const { name, type, value, symbol } = argument
  const raw = rawOf(value, type)
  const flags = flagKindOf(call.name, name)
  if (flags !== null) {
    const text = flagTexts[flags](low32(value))
    return { name, raw, text, meaning: text }
  }
  if (isText(type)) {
    const text = textAt(value, type, around.process)
    if (text !== null) return { name, raw, text, meaning: answersByAccident(call.name) ? symbol : text }
  }
  if (isHandle(type)) return describeHandle(name, value, raw, symbol, around)
  if (isPointer(type)) {
    const text = value === 0 ? 'NULL' : (symbol ?? raw)
    return { name, raw, text, meaning: pointerMeaning(value, around) }
  }
  const cut = numberOf(value, type)
  const named = constantText(call.name, name, low32(value))
  const text = named ?? (type === 'BOOL' && cut <= 1 ? (cut === 1 ? 'TRUE' : 'FALSE') : String(cut))
  const meaning = name === 'dwProcessId' ? 'a process id' : null
  return { name, raw, text, meaning }
}

function describeResult(
  call: ExecutedCall,
  result: Word,
  failed: boolean,
  around: CallSurroundings
): ShownValue {
  const type = call.resultType
  const name = type
  const raw = rawOf(result, type)
  if (type === 'void' || type === 'VOID') return { name, raw: '', text: 'nothing', meaning: 'nothing' }
  if (call.name === 'GetLastError') {
    const text = `${low32(result)} ${describeError(low32(result)).name}`
    return { name, raw, text, meaning: text }
  }
  if (answersByAccident(call.name)) return { name, raw, text: raw, meaning: `what ${call.name} says` }
  if (type === 'BOOL') {
    const text = low32(result) === 0 ? 'FALSE' : 'TRUE'
    return { name, raw, text, meaning: text }
  }
  if (isHandle(type)) {
    const shown = describeHandle(name, result, raw, null, around)
    // The pseudo handle of the process has the same bits.
    return failed && shown.meaning === '-1' ? { ...shown, text: 'INVALID_HANDLE_VALUE' } : shown
  }
  if (isPointer(type)) {
    if (result === 0) return { name, raw, text: 'NULL', meaning: 'NULL' }
    const sizeParameter = sizeParameterOf(call.name)
    if (sizeParameter !== null && !failed && typeof result === 'number') {
      const size = sizeOf(call, sizeParameter, result, around)
      return { name, raw, text: raw, meaning: around.book.enter(result, size) }
    }
    return { name, raw, text: raw, meaning: pointerMeaning(result, around) }
  }
  return { name, raw, text: String(numberOf(result, type)), meaning: null }
}

/** How many bytes from the returned address on the call made: whole pages of its region where the machine knows one. */
function sizeOf(call: ExecutedCall, parameter: string, base: number, around: CallSurroundings): number {
  const asked = Number(call.args.find((argument) => argument.name === parameter)?.value ?? 0)
  if (call.name.startsWith('Heap') || call.name.startsWith('Local') || call.name.startsWith('Global'))
    return asked
  let size = Math.ceil(asked / 0x1000) * 0x1000
  if (size > 0) return size
  for (const region of regionsOf(regionsNow(around.process), base)) {
    if (region.allocationBase !== base) break
    size += region.size
  }
  return size
}

function noteRelease(call: ExecutedCall, book: AddressBook): void {
  if (call.name === 'CloseHandle') book.close(wordToHex(call.args[0]?.value ?? 0))
  const parameter = releasedParameterOf(call.name)
  if (parameter === null) return
  const decommits = call.args.find(
    (argument) => argument.name === 'dwFreeType' && (low32(argument.value) & 0x4000) !== 0
  )
  const address = call.args.find((argument) => argument.name === parameter)?.value
  if (typeof address === 'number' && !decommits) book.release(address)
}

/** What came back through a pointer parameter, for the types that a program of this field gets answers in. */
function describeOut(call: ExecutedCall, argument: ExecutedArgument, around: CallSurroundings): ShownValue[] {
  const { type, value, name } = argument
  if (typeof value !== 'number' || value === 0) return []
  const bare = type.replace(/\bconst\b/g, '').trim()
  if (bare === 'PMEMORY_BASIC_INFORMATION') return describeBasicInformation(value, around)
  const width =
    bare === 'PDWORD' || bare === 'LPDWORD' || bare === 'PULONG'
      ? 4
      : /^(PSIZE_T|SIZE_T \*|PULONG_PTR)$/.test(bare)
        ? 8
        : 0
  if (width === 0) return []
  const bytes = around.process.peek(value, width)
  if (bytes === null) return []
  const number = littleEndian(bytes)
  const isProtection = /OldProtect/i.test(name)
  const text = isProtection ? protectionText(Number(number)) : String(number)
  return [
    {
      name: `*${name}`,
      raw: `0x${number.toString(16)}`,
      text,
      meaning: answersByAccident(call.name) ? name : text
    }
  ]
}

function describeBasicInformation(address: number, around: CallSurroundings): ShownValue[] {
  const layout = structLayout('MEMORY_BASIC_INFORMATION')
  const bytes = layout && around.process.peek(address, layout.size)
  if (!layout || !bytes) return []
  const field = (name: string): bigint => {
    const found = layout.fields.find((f) => f.name === name)
    return found ? littleEndian(bytes.subarray(found.offset, found.offset + found.size)) : 0n
  }
  const state = Number(field('State'))
  const free = state === 0x10000
  const shown = (name: string, text: (n: number) => string, meaning?: string): ShownValue => {
    const value = field(name)
    const words = text(Number(value))
    return { name, raw: `0x${value.toString(16)}`, text: words, meaning: meaning ?? words }
  }
  const hex = (n: number): string => `0x${n.toString(16)}`
  const pointer = (name: string): ShownValue =>
    shown(name, hex, pointerMeaning(Number(field(name)), around) ?? (free ? 'free' : 'an address'))
  const own = pointerMeaning(Number(field('AllocationBase')), around)?.startsWith('#') === true
  return [
    pointer('BaseAddress'),
    pointer('AllocationBase'),
    shown('AllocationProtect', protectionText),
    // How large a free region or one of the system is depends on what else the process has.
    own ? shown('RegionSize', hex) : shown('RegionSize', hex, 'a size'),
    shown('State', stateText),
    shown('Protect', protectionText),
    shown('Type', typeText)
  ]
}

function describeHandle(
  name: string,
  value: Word,
  raw: string,
  symbol: string | null,
  around: CallSurroundings
): ShownValue {
  const signed = BigInt.asIntN(64, BigInt(value))
  if (signed === 0n) return { name, raw, text: 'NULL', meaning: 'NULL' }
  if (signed === -1n) {
    const text = /process/i.test(name) || name === 'HANDLE' ? 'GetCurrentProcess()' : 'INVALID_HANDLE_VALUE'
    return { name, raw, text, meaning: '-1' }
  }
  const module = typeof value === 'number' ? moduleAt(value, around) : null
  if (module !== null) return { name, raw, text: module, meaning: module }
  return { name, raw, text: symbol ?? raw, meaning: around.book.handle(wordToHex(value)) }
}

function pointerMeaning(value: Word, around: CallSurroundings): string | null {
  if (value === 0) return 'NULL'
  if (typeof value !== 'number') return null
  const symbol = around.symbolOf(value)
  if (symbol !== null) return `&${symbol}`
  return around.book.meaning(value) ?? moduleAt(value, around)
}

/** `kernel32.dll+0x1000` for an address in an image; the program's own image has another name on each machine. */
function moduleAt(address: number, around: CallSurroundings): string | null {
  if (address < 0x10000) return null
  const region = regionAt(around.images(), address)
  if (region === undefined) return null
  const name = /\.exe$/i.test(region.use) ? 'the program' : region.use.toLowerCase()
  const offset = address - region.allocationBase
  return offset === 0 ? name : `${name}+0x${offset.toString(16)}`
}

function textAt(address: Word, type: string, process: MachineProcess): string | null {
  if (typeof address !== 'number' || address === 0) return null
  const wide = /W/.test(type)
  const bytes = process.peek(address, wide ? 128 : 64)
  if (bytes === null) return null
  let text = ''
  for (let i = 0; i < bytes.length; i += wide ? 2 : 1) {
    const code = wide ? bytes[i]! | (bytes[i + 1]! << 8) : bytes[i]!
    if (code === 0) return JSON.stringify(text)
    text += String.fromCharCode(code)
  }
  return `${JSON.stringify(text)}...`
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
  return value
}

const isText = (type: string): boolean => /^(LPCSTR|LPCWSTR|PCSTR|PCWSTR|LPCTSTR)$/.test(type)
const isHandle = (type: string): boolean => /^(HANDLE|HMODULE|HINSTANCE|HLOCAL|HGLOBAL)$/.test(type)
const isPointer = (type: string): boolean =>
  type.includes('*') || /^(LP|P)[A-Z]/.test(type) || type === 'FARPROC'

function widthOf(type: string): number {
  if (type === 'void' || type === 'VOID') return 0
  return isPointer(type) || isHandle(type) || /SIZE_T|ULONG_PTR|LONGLONG|ULONG64|DWORD64|DWORD_PTR/.test(type)
    ? 64
    : 32
}

function numberOf(value: Word, type: string): bigint | number {
  return widthOf(type) === 64 ? value : low32(value)
}

function rawOf(value: Word, type: string): string {
  return `0x${numberOf(value, type).toString(16)}`
}
