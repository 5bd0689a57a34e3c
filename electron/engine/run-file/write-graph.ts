import { ByteWriter } from './byte-writer'
import { bytesOf, derivedFields, node, numberArrays, rememberedArrays, shortArray, tag } from './graph-format'
import type { NumberArray } from './graph-format'

/** A difference of so many bytes is small enough not to look for a smaller one. */
const enoughAlike = 64

/**
 * Plain data as bytes, with everything that is shared written once: objects, arrays with holes, Maps, Sets, typed
 * arrays, text, numbers, bigints. The same data gives the same bytes. Throws at what is no plain data.
 */
export function writeGraph(root: object): Buffer {
  const steps = writingGraph(root)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same, with a pause every now and then; nobody knows how much there is to write. */
export function writingGraph(root: object): Generator<null, Buffer> {
  return new GraphWriter().write(root)
}

/** Parts between two pauses: some milliseconds' worth. */
const partsBetweenPauses = 5000

class GraphWriter {
  private readonly out = new ByteWriter()
  /** Numbers of the nodes written so far; -1 while what a node leads to is being written. */
  private readonly numbers = new Map<unknown, number>()
  private readonly shapes = new Map<string, number>()
  private next = 0
  private readonly lastArrays: (readonly unknown[])[] = []
  private readonly lastNumbers = new Map<string, NumberArray[]>()

  public *write(root: object): Generator<null, Buffer> {
    const path: unknown[] = [root]
    while (path.length > 0) {
      const value = path.at(-1)
      const known = this.numbers.get(value)
      if (known !== undefined && known >= 0) {
        path.pop()
        continue
      }
      if (known === undefined && typeof value === 'object') {
        this.numbers.set(value, -1)
        if (this.pushParts(value!, path)) continue
      }
      path.pop()
      this.writeNode(value)
      if (this.next % partsBetweenPauses === 0) yield null
    }
    return this.out.written()
  }

  /** Puts what the value leads to on the path, the first on top; false when all of it is written. */
  private pushParts(value: object, path: unknown[]): boolean {
    const before = path.length
    const push = (part: unknown): void => {
      if (typeof part !== 'string' && (typeof part !== 'object' || part === null)) return
      const known = this.numbers.get(part)
      if (known === -1) throw new Error('A part of the run leads back to itself.')
      if (known === undefined) path.push(part)
    }
    if (Array.isArray(value)) for (let i = value.length - 1; i >= 0; i--) push(value[i])
    else if (value instanceof Map) {
      for (const [key, part] of [...value].reverse()) {
        push(part)
        push(key)
      }
    } else if (value instanceof Set) for (const part of [...value].reverse()) push(part)
    else if (!ArrayBuffer.isView(value)) {
      const fields = Object.entries(plain(value)).reverse()
      for (const [name, part] of fields) if (!derivedFields.has(name)) push(part)
      for (const [name] of fields) push(name)
    }
    return path.length > before
  }

  private writeNode(value: unknown): void {
    const { out } = this
    if (typeof value === 'string') this.writeText(value)
    else if (Array.isArray(value)) this.writeArray(value)
    else if (value instanceof Map) {
      out.byte(node.map)
      out.count(value.size)
      for (const [key, part] of value) {
        this.writeValue(key)
        this.writeValue(part)
      }
    } else if (value instanceof Set) {
      out.byte(node.set)
      out.count(value.size)
      for (const part of value) this.writeValue(part)
    } else if (ArrayBuffer.isView(value)) this.writeNumbers(value as NumberArray)
    else this.writeObject(value as Record<string, unknown>)
    this.numbers.set(value, this.next++)
  }

  private writeText(text: string): void {
    const wellFormed = !/\p{Surrogate}/u.test(text)
    const bytes = Buffer.from(text, wellFormed ? 'utf8' : 'utf16le')
    this.out.byte(wellFormed ? node.text : node.units)
    this.out.count(bytes.length)
    this.out.bytes(bytes)
  }

  private writeObject(value: Record<string, unknown>): void {
    const names = Object.keys(value)
    const key = names.map((name) => this.numbers.get(name)).join()
    let shape = this.shapes.get(key)
    if (shape === undefined) {
      this.out.byte(node.shape)
      this.out.count(names.length)
      for (const name of names) this.out.count(this.numbers.get(name)!)
      shape = this.next++
      this.shapes.set(key, shape)
    }
    this.out.byte(node.object)
    this.out.count(shape)
    for (const name of names) this.writeValue(derivedFields.has(name) ? null : value[name])
  }

  private writeArray(array: readonly unknown[]): void {
    const { out } = this
    const like = array.length < shortArray ? null : this.mostAlike(array)
    let from = 0
    let to = array.length
    if (like !== null) {
      from = like.before
      to = array.length - like.after
      out.byte(node.arrayLike)
      out.count(this.numbers.get(like.array)!)
      out.count(like.before)
      out.count(like.after)
    } else out.byte(node.array)
    out.count(to - from)
    for (let i = from; i < to;) {
      let end = i + 1
      while (end < to && sameElement(array, i, array, end)) end++
      if (!(i in array)) {
        out.byte(tag.holes)
        out.count(end - i)
      } else {
        this.writeValue(array[i])
        if (end - i > 1) {
          out.byte(tag.again)
          out.count(end - i - 1)
        }
      }
      i = end
    }
    if (array.length >= shortArray) remember(this.lastArrays, array)
  }

  /** The remembered array that shares most at its beginning and end with this one. */
  private mostAlike(
    array: readonly unknown[]
  ): { readonly array: readonly unknown[]; readonly before: number; readonly after: number } | null {
    let best = null
    let shared = Math.floor(array.length / 2)
    for (const old of this.lastArrays) {
      const room = Math.min(old.length, array.length)
      let before = 0
      while (before < room && sameElement(array, before, old, before)) before++
      let after = 0
      while (
        after < room - before &&
        sameElement(array, array.length - 1 - after, old, old.length - 1 - after)
      )
        after++
      if (before + after <= shared) continue
      best = { array: old, before, after }
      shared = before + after
    }
    return best
  }

  private writeNumbers(numbers: NumberArray): void {
    const { out } = this
    const kind = numberArrays.findIndex((constructor) => numbers instanceof constructor)
    if (kind < 0) throw new Error('A run has no bytes of that kind.')
    const bytes = bytesOf(numbers)
    const group = `${kind} ${bytes.length}`
    let last = this.lastNumbers.get(group)
    if (last === undefined) this.lastNumbers.set(group, (last = []))
    let best: { readonly old: NumberArray | null; readonly runs: readonly number[]; readonly size: number } =
      {
        old: null,
        runs: differingRuns(bytes, null, bytes.length / 2),
        size: 0
      }
    best = { ...best, size: sizeOfRuns(best.runs) }
    for (const old of last) {
      if (best.size <= enoughAlike) break
      const runs = differingRuns(bytes, old && bytesOf(old), Math.min(bytes.length / 2, best.size))
      const size = sizeOfRuns(runs)
      if (size < best.size) best = { old, runs, size }
    }
    if (best.size >= bytes.length / 2) {
      out.byte(node.numbers)
      out.byte(kind)
      out.count(bytes.length)
      out.bytes(bytes)
    } else {
      out.byte(node.numbersLike)
      out.byte(kind)
      out.count(bytes.length)
      out.count(best.old === null ? 0 : this.numbers.get(best.old)! + 1)
      out.count(best.runs.length / 2)
      let at = 0
      for (let i = 0; i < best.runs.length; i += 2) {
        const start = best.runs[i]!
        const end = best.runs[i + 1]!
        out.count(start - at)
        out.count(end - start)
        out.bytes(bytes.subarray(start, end))
        at = end
      }
    }
    if (bytes.length >= 64) remember(last, numbers)
  }

  private writeValue(value: unknown): void {
    const { out } = this
    switch (typeof value) {
      case 'undefined':
        return out.byte(tag.undefined)
      case 'boolean':
        return out.byte(value ? tag.true : tag.false)
      case 'number':
        return this.writeNumber(value)
      case 'bigint': {
        const digits = Buffer.from(value.toString(16), 'latin1')
        out.byte(tag.bigint)
        out.count(digits.length)
        return out.bytes(digits)
      }
      case 'string':
      case 'object':
        if (value === null) return out.byte(tag.null)
        out.byte(tag.node)
        return out.count(this.numbers.get(value)!)
      default:
        throw new Error(`A run cannot hold a ${typeof value}.`)
    }
  }

  private writeNumber(value: number): void {
    const { out } = this
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      out.byte(tag.float)
      out.float(value)
    } else if (value < 0) {
      out.byte(tag.negative)
      out.count(-value)
    } else if (value < 256 - tag.small) out.byte(tag.small + value)
    else {
      out.byte(tag.positive)
      out.count(value)
    }
  }
}

/** An object that is nothing but its fields; others have behaviour that a file cannot keep. */
function plain(value: object): object {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return value
  throw new Error(`A run cannot hold an instance of ${value.constructor.name}.`)
}

function sameElement(a: readonly unknown[], i: number, b: readonly unknown[], j: number): boolean {
  const value = a[i]
  return Object.is(value, b[j]) && (value !== undefined || i in a === j in b)
}

function remember<T>(last: T[], value: T): void {
  last.unshift(value)
  if (last.length > rememberedArrays) last.pop()
}

/** Starts and ends of the runs that differ; gives up with a single run of everything when they come to more than `most` bytes. */
function differingRuns(bytes: Uint8Array, old: Uint8Array | null, most: number): number[] {
  const runs: number[] = []
  let size = 0
  const { length } = bytes
  for (let i = 0; i < length;) {
    if (bytes[i] === (old === null ? 0 : old[i])) {
      i++
      continue
    }
    let end = i + 1
    // A few equal bytes in between cost less than another run.
    for (let same = 0, j = end; j < length && same < 4; j++) {
      if (bytes[j] === (old === null ? 0 : old[j])) same++
      else {
        same = 0
        end = j + 1
      }
    }
    runs.push(i, end)
    size += end - i + 3
    if (size > most) return [0, length]
    i = end
  }
  return runs
}

function sizeOfRuns(runs: readonly number[]): number {
  let size = 0
  for (let i = 0; i < runs.length; i += 2) size += runs[i + 1]! - runs[i]! + 3
  return size
}
