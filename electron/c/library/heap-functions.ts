import { noteHeapCall } from '../heap-calls'
import { valueOfWord, wordOfValue, type Value } from '../vm-words'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'

/** malloc and its family are the process heap's, as Microsoft's C library has it. */
function heapCall(c: LibraryCall, name: string, rest: readonly Value[]): Value | undefined {
  const { process, state } = c
  if (!process.offers('GetProcessHeap') || !process.offers(name)) return 0
  if (state.heap === null) {
    const heap = process.call('GetProcessHeap', [])
    if (heap === undefined) return raised(c)
    state.heap = heap
  }
  const words = [state.heap, 0, ...rest].map((value) => wordOfValue('u64', value))
  const result = process.call(name, words)
  if (result === undefined) return raised(c)
  noteHeapCall(c.vm.checks.blocks, name, words, result, c.line, c.name)
  return valueOfWord('u64', result)
}

/** A block of the process heap; 0 when there is none, undefined when the call raised. */
export function allocate(c: LibraryCall, size: Value): Value | undefined {
  return heapCall(c, 'HeapAlloc', [size])
}

const free: LibraryFunction = (c) => (c.args[0] === 0 ? 0 : heapCall(c, 'HeapFree', [c.args[0]!]))

const calloc: LibraryFunction = (c) => {
  const size = BigInt(c.args[0]!) * BigInt(c.args[1]!)
  if (size >= 1n << 63n) return 0
  const block = allocate(c, Number(size))
  if (block === undefined || block === 0) return block
  return c.vm.fill(block, Number(size), 0) ? block : undefined
}

const realloc: LibraryFunction = (c) => {
  const [block, size] = c.args as [Value, Value]
  if (block === 0) return allocate(c, size)
  if (size === 0) return heapCall(c, 'HeapFree', [block]) === undefined ? undefined : 0
  return heapCall(c, 'HeapReAlloc', [block, size])
}

/** The bytes before an aligned block hold where its heap block begins. */
const alignedMalloc: LibraryFunction = (c) => {
  const alignment = Math.max(8, Number(c.args[1]))
  const block = allocate(c, Number(c.args[0]) + alignment + 8)
  if (block === undefined || block === 0) return block
  const start = Number(block)
  const aligned = Math.ceil((start + 8) / alignment) * alignment
  return c.process.store(aligned - 8, 8, start) ? aligned : raised(c)
}

const alignedFree: LibraryFunction = (c) => {
  if (c.args[0] === 0) return 0
  const block = c.process.load(Number(c.args[0]) - 8, 8)
  return block === undefined ? raised(c) : heapCall(c, 'HeapFree', [block])
}

export const heapFunctions: Readonly<Record<string, LibraryFunction>> = {
  malloc: (c) => allocate(c, c.args[0]!),
  calloc,
  realloc,
  free,
  _msize: (c) => heapCall(c, 'HeapSize', [c.args[0]!]),
  _aligned_malloc: alignedMalloc,
  _aligned_free: alignedFree
}
