import { ByteReader, Damaged } from './byte-reader'
import { bytesOf, node, numberArrays, tag, type NumberArray } from './graph-format'

/** Data from bytes, and how much there is in each part of it. */
export interface ReadGraph {
  readonly root: unknown
  /** Nodes that whoever walks through a part comes by, shared ones as often as it comes by them. */
  walkLength(part: object): number
}

/** What a file may at most make: more is no run of VadLab's. */
const mostNodes = 60_000_000
const mostElements = 150_000_000
const mostBytes = 1.5 * 2 ** 30

/** The data that `writeGraph` wrote. Throws `Damaged` at anything else; never makes more than the limits. */
export function readGraph(bytes: Buffer): ReadGraph {
  const steps = readingGraph(bytes)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Parts between two pauses: some milliseconds' worth. */
const partsBetweenPauses = 5000

/** The same, with a pause every now and then that says how much is read, from 0 to 1. */
export function* readingGraph(bytes: Buffer): Generator<number, ReadGraph> {
  const reader = new GraphReader(new ByteReader(bytes))
  const root = yield* reader.readAll()
  return { root, walkLength: (part) => reader.lengths.get(part) ?? 1 }
}

class GraphReader {
  readonly lengths = new Map<unknown, number>()
  private readonly nodes: unknown[] = []
  private readonly shapes = new Map<number, readonly string[]>()
  private elements = 0
  private memory = 0

  constructor(private readonly from: ByteReader) {}

  public *readAll(): Generator<number, unknown> {
    while (!this.from.atEnd) {
      if (this.nodes.length % partsBetweenPauses === partsBetweenPauses - 1) yield this.from.share
      this.nodes.push(this.readNode())
      if (this.nodes.length > mostNodes) throw new Damaged('it holds too many parts')
    }
    return this.nodes.at(-1)
  }

  private readNode(): unknown {
    const { from } = this
    switch (from.byte()) {
      case node.text:
        return from.bytes(from.count()).toString('utf8')
      case node.units:
        return from.bytes(from.count()).toString('utf16le')
      case node.array:
        return this.readArray(null, 0, 0)
      case node.arrayLike: {
        const old = this.nodeAt(from.count())
        if (!Array.isArray(old)) throw new Damaged('a list in it refers to something else')
        return this.readArray(old, from.count(), from.count())
      }
      case node.shape:
        return this.readShape()
      case node.object:
        return this.readObject()
      case node.map:
        return this.readMap()
      case node.set:
        return this.readSet()
      case node.numbers: {
        const numbers = this.newNumbers(from.byte(), from.count())
        bytesOf(numbers).set(from.bytes(numbers.byteLength))
        return numbers
      }
      case node.numbersLike:
        return this.readNumbersLike()
      default:
        throw new Damaged('it has a part of an unknown kind')
    }
  }

  private readArray(old: readonly unknown[] | null, before: number, after: number): unknown[] {
    const { from } = this
    if (old !== null && before + after > old.length) throw new Damaged('a list in it refers past its end')
    const count = from.count()
    this.allow(before + count + after)
    let array = old === null ? [] : old.slice(0, before)
    let walk = old === null ? 1 : (this.lengths.get(old) ?? 1)
    if (old !== null) for (let i = before; i < old.length - after; i++) walk -= this.lengthOf(old[i])
    const end = before + count
    while (array.length < end) {
      const kind = from.byte()
      const times = kind === tag.holes || kind === tag.again ? from.count() : 1
      if (times > end - array.length) throw new Damaged('a list in it is longer than it says')
      if (kind === tag.holes) array.length += times
      else if (kind === tag.again) {
        const value = array.at(-1)
        walk += this.lengthOf(value) * times
        for (let i = 0; i < times; i++) array.push(value)
      } else {
        const value = this.readValue(kind)
        walk += this.lengthOf(value)
        array.push(value)
      }
    }
    if (old !== null && after > 0) array = array.concat(old.slice(old.length - after))
    this.lengths.set(array, walk)
    return array
  }

  private readShape(): null {
    const { from } = this
    const count = from.count()
    this.allow(count)
    const names: string[] = []
    for (let i = 0; i < count; i++) {
      const name = this.nodeAt(from.count())
      if (typeof name !== 'string' || name === '__proto__' || names.includes(name))
        throw new Damaged('a field in it has no proper name')
      names.push(name)
    }
    this.shapes.set(this.nodes.length, names)
    return null
  }

  private readObject(): Record<string, unknown> {
    const names = this.shapes.get(this.from.count())
    if (names === undefined) throw new Damaged('a record in it has no names')
    this.allow(names.length)
    const object: Record<string, unknown> = {}
    let walk = 1
    for (const name of names) {
      const value = this.readValue()
      walk += this.lengthOf(value)
      object[name] = value
    }
    this.lengths.set(object, walk)
    return object
  }

  private readMap(): Map<unknown, unknown> {
    const count = this.from.count()
    this.allow(count * 2)
    const map = new Map<unknown, unknown>()
    let walk = 1
    for (let i = 0; i < count; i++) {
      const key = this.readValue()
      const value = this.readValue()
      walk += this.lengthOf(key) + this.lengthOf(value)
      map.set(key, value)
    }
    this.lengths.set(map, walk)
    return map
  }

  private readSet(): Set<unknown> {
    const count = this.from.count()
    this.allow(count)
    const set = new Set<unknown>()
    let walk = 1
    for (let i = 0; i < count; i++) {
      const value = this.readValue()
      walk += this.lengthOf(value)
      set.add(value)
    }
    this.lengths.set(set, walk)
    return set
  }

  private readNumbersLike(): NumberArray {
    const { from } = this
    const numbers = this.newNumbers(from.byte(), from.count())
    const bytes = bytesOf(numbers)
    const like = from.count()
    if (like > 0) {
      const old = this.nodeAt(like - 1)
      if (!ArrayBuffer.isView(old) || old.byteLength !== bytes.length)
        throw new Damaged('bytes in it refer to something else')
      bytes.set(bytesOf(old as NumberArray))
    }
    let at = 0
    for (let runs = from.count(); runs > 0; runs--) {
      at += from.count()
      const length = from.count()
      if (at + length > bytes.length) throw new Damaged('bytes in it are longer than they say')
      bytes.set(from.bytes(length), at)
      at += length
    }
    return numbers
  }

  private newNumbers(kind: number, length: number): NumberArray {
    const constructor = numberArrays[kind]
    this.memory += length
    if (constructor === undefined || length % constructor.BYTES_PER_ELEMENT !== 0)
      throw new Damaged('it has bytes of an unknown kind')
    if (this.memory > mostBytes) throw new Damaged('it holds too many bytes')
    return new constructor(length / constructor.BYTES_PER_ELEMENT)
  }

  private readValue(kind = this.from.byte()): unknown {
    const { from } = this
    if (kind >= tag.small) return kind - tag.small
    switch (kind) {
      case tag.undefined:
        return undefined
      case tag.null:
        return null
      case tag.true:
        return true
      case tag.false:
        return false
      case tag.positive:
        return from.count()
      case tag.negative:
        return -from.count()
      case tag.float:
        return from.float()
      case tag.bigint:
        return this.readBigint()
      case tag.node:
        return this.nodeAt(from.count())
      default:
        throw new Damaged('it has a value of an unknown kind')
    }
  }

  private readBigint(): bigint {
    const length = this.from.count()
    const digits = length > 1000 ? '' : this.from.bytes(length).toString('latin1')
    const parts = /^(-?)([0-9a-f]+)$/.exec(digits)
    if (parts === null) throw new Damaged('a number in it is none')
    const value = BigInt(`0x${parts[2]!}`)
    return parts[1] === '-' ? -value : value
  }

  private nodeAt(number: number): unknown {
    if (number >= this.nodes.length || this.shapes.has(number))
      throw new Damaged('a part of it refers to one that is not there')
    return this.nodes[number]
  }

  private lengthOf(value: unknown): number {
    return typeof value === 'object' && value !== null ? (this.lengths.get(value) ?? 1) : 0
  }

  private allow(elements: number): void {
    this.elements += elements
    if (this.elements > mostElements) throw new Damaged('it holds too many values')
  }
}
