import type { ImportThunk } from '../machine/pe-builder'
import { roundUp } from './struct-layout'

const pageSize = 0x1000
/** `ret`, and what fills the gaps between functions. */
const ret = 0xc3
const int3 = 0xcc
/** How far apart functions are. */
const functionStride = 16

/**
 * Lays out a program's image. Offsets count from where its data begins: globals and statics lie above, string literals
 * below, and the addresses of its functions below those, each in pages of their own with a protection of their own.
 */
export class DataArea {
  size = 0
  /** Bytes that are there before the first statement; the rest is zero. */
  readonly images: { readonly offset: number; readonly bytes: Uint8Array }[] = []
  private readonly strings = new Map<string, number>()
  private readonly constantParts: { readonly offset: number; readonly bytes: Uint8Array }[] = []
  private constantSize = 0
  private functionCount = 0
  private readonly thunkPlaces: { readonly number: number; readonly name: string }[] = []

  allocate(size: number, alignment: number): number {
    const offset = roundUp(this.size, alignment)
    this.size = offset + size
    return offset
  }

  /** The offset of a zero-terminated string literal; equal literals share one. */
  string(units: readonly number[], wide: boolean): number {
    const key = `${wide ? 'L' : ''}${units.join()}`
    const known = this.strings.get(key)
    if (known !== undefined) return known
    const unitSize = wide ? 2 : 1
    const bytes = new Uint8Array((units.length + 1) * unitSize)
    units.forEach((unit, i) => {
      bytes[i * unitSize] = unit & 0xff
      if (wide) bytes[i * 2 + 1] = unit >> 8
    })
    if (this.functionCount > 0) throw new Error('String literals come before the addresses of functions.')
    this.constantSize = roundUp(this.constantSize + bytes.length, unitSize)
    const offset = -this.constantSize
    this.constantParts.push({ offset, bytes })
    this.strings.set(key, offset)
    return offset
  }

  /** Pairs of where string literals begin and end, ascending. */
  get literals(): number[] {
    return this.constantParts
      .flatMap(({ offset, bytes }) => [offset, offset + bytes.length])
      .sort((a, b) => a - b)
  }

  /** The offset of a zero-terminated text that the program may write to. */
  text(characters: string, wide = false): number {
    const units = [...characters, '\0'].map((c) => c.charCodeAt(0))
    const bytes = new Uint8Array(wide ? Uint16Array.from(units).buffer : units)
    const offset = this.allocate(bytes.length, wide ? 2 : 1)
    this.images.push({ offset, bytes })
    return offset
  }

  /** The address of one more function of the program, as an offset. No string literal may follow. */
  functionAddress(): number {
    return -(this.constantPages + ++this.functionCount * functionStride)
  }

  /**
   * The address of a function of the system, as an offset: a jump through the import address table, as the thunks of an
   * import library are. No string literal may follow.
   */
  thunkAddress(name: string): number {
    const address = this.functionAddress()
    this.thunkPlaces.push({ number: this.functionCount, name })
    return address
  }

  /** Where in `functionCode` the jumps through the import address table stand. */
  get thunks(): ImportThunk[] {
    const size = roundUp(this.functionCount * functionStride, pageSize)
    return this.thunkPlaces.map(({ number, name }) => ({ at: size - number * functionStride, name }))
  }

  /** Every image has constants: at least a page. */
  private get constantPages(): number {
    return Math.max(roundUp(this.constantSize, pageSize), pageSize)
  }

  /** What lies right below the data: the string literals, in whole pages. */
  get constants(): Uint8Array {
    const bytes = new Uint8Array(this.constantPages)
    for (const part of this.constantParts) bytes.set(part.bytes, bytes.length + part.offset)
    return bytes
  }

  /** What lies right below the constants: each function's address holds a `ret`. Whole pages. */
  get functionCode(): Uint8Array {
    const used = this.functionCount * functionStride
    const bytes = new Uint8Array(roundUp(used, pageSize)).fill(int3)
    for (let at = bytes.length - used; at < bytes.length; at += functionStride) bytes[at] = ret
    return bytes
  }
}
