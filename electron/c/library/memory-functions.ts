import { addToWord, wordOf } from '../../machine/word'
import type { Value } from '../vm-words'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'
import { pointer } from './process-bytes'

const chunk = 0x1000

/** Runs `visit` over [start, start + size) in pieces that do not cross pages; stops when it answers false. */
function byPages(start: Value, size: Value, visit: (offset: number, length: number) => boolean): boolean {
  const first = pointer(start)
  const total = Number(size)
  for (let done = 0; done < total;) {
    const at = addToWord(first, done)
    const inPage = typeof at === 'number' ? chunk - (at % chunk) : chunk
    const length = Math.min(inPage, total - done)
    if (!visit(done, length)) return false
    done += length
  }
  return true
}

const memset: LibraryFunction = (c) => {
  const [to, value, size] = c.args as [Value, number, Value]
  const page = new Uint8Array(chunk).fill(value & 0xff)
  const done = byPages(to, size, (offset, length) =>
    c.process.write(addToWord(pointer(to), offset), page.subarray(0, length))
  )
  return done ? to : raised(c)
}

/** memcpy, too: overlapping or not, forwards or backwards as the bytes need it. */
const memmove: LibraryFunction = (c) => copy(c, c.args[0]!, c.args[1]!, c.args[2]!)

function copy(c: LibraryCall, to: Value, from: Value, size: Value): Value | undefined {
  const target = pointer(to)
  const source = pointer(from)
  const total = Number(size)
  const distance = BigInt(target) - BigInt(source)
  if (distance > 0n && distance < BigInt(Math.trunc(total))) {
    for (let end = total; end > 0;) {
      const length = Math.min(chunk, end)
      end -= length
      const bytes = c.process.read(addToWord(source, end), length)
      if (!bytes || !c.process.write(addToWord(target, end), bytes)) return raised(c)
    }
    return to
  }
  const done = byPages(from, size, (offset, length) => {
    const bytes = c.process.read(addToWord(source, offset), length)
    return bytes !== undefined && c.process.write(addToWord(target, offset), bytes)
  })
  return done ? to : raised(c)
}

/** The first difference of two blocks: -1, 0 or 1, and where. */
function compare(c: LibraryCall, a: Value, b: Value, size: Value): { order: number; at: number } | undefined {
  const total = Number(size)
  for (let done = 0; done < total;) {
    const left = addToWord(pointer(a), done)
    const right = addToWord(pointer(b), done)
    const room = (at: typeof left): number => (typeof at === 'number' ? chunk - (at % chunk) : 1)
    const length = Math.min(room(left), room(right), total - done)
    const x = c.process.read(left, length)
    const y = x && c.process.read(right, length)
    if (!x || !y) return raised(c)
    for (let i = 0; i < length; i++) if (x[i] !== y[i]) return { order: x[i]! < y[i]! ? -1 : 1, at: done + i }
    done += length
  }
  return { order: 0, at: total }
}

const memcmp: LibraryFunction = (c) => compare(c, c.args[0]!, c.args[1]!, c.args[2]!)?.order

const memchr: LibraryFunction = (c) => {
  const [from, value, size] = c.args as [Value, number, Value]
  let found: Value | null = null
  const done = byPages(from, size, (offset, length) => {
    const bytes = c.process.read(addToWord(pointer(from), offset), length)
    if (!bytes) return false
    const at = bytes.indexOf(value & 0xff)
    if (at >= 0) found = addToWord(pointer(from), offset + at)
    return at < 0
  })
  return found ?? (done ? 0 : raised(c))
}

const checkedCopy: LibraryFunction = (c) => {
  const [to, room, from, size] = c.args as [Value, Value, Value, Value]
  if (BigInt(size) > BigInt(room)) return 34
  return copy(c, to, from, size) === undefined ? undefined : 0
}

const widen =
  (f: LibraryFunction): LibraryFunction =>
  (c) =>
    f({ ...c, args: c.args.map((arg, i) => (i === 2 ? wordOf(BigInt(arg) * 2n) : arg)) })

const wmemset: LibraryFunction = (c) => {
  const [to, unit, count] = c.args as [Value, number, Value]
  const page = new Uint8Array(chunk)
  for (let i = 0; i < chunk; i += 2) {
    page[i] = unit & 0xff
    page[i + 1] = (unit >> 8) & 0xff
  }
  const done = byPages(to, Number(count) * 2, (offset, length) =>
    c.process.write(addToWord(pointer(to), offset), page.subarray(0, length))
  )
  return done ? to : raised(c)
}

/** Blocks of bytes: string.h's mem*, and their relatives of Windows. */
export const memoryFunctions: Readonly<Record<string, LibraryFunction>> = {
  memset,
  memcpy: memmove,
  memmove,
  memcmp,
  memchr,
  memcpy_s: checkedCopy,
  memmove_s: checkedCopy,
  wmemset,
  wmemcpy: widen(memmove),
  wmemmove: widen(memmove),
  wmemcmp: widen(memcmp),
  RtlSecureZeroMemory: (c) => memset({ ...c, args: [c.args[0]!, 0, c.args[1]!] }),
  RtlCompareMemory: (c) => compare(c, c.args[0]!, c.args[1]!, c.args[2]!)?.at
}
