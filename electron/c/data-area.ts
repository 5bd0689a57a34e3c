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
  private readonly literals: { readonly offset: number; readonly bytes: Uint8Array }[] = []
  private constantSize = 0
  private functionCount = 0

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
    this.literals.push({ offset, bytes })
    this.strings.set(key, offset)
    return offset
  }

  /** The offset of a zero-terminated text that the program may write to. */
  text(characters: string): number {
    const bytes = new TextEncoder().encode(`${characters}\0`)
    const offset = this.allocate(bytes.length, 1)
    this.images.push({ offset, bytes })
    return offset
  }

  /** The address of one more function, as an offset. No string literal may follow. */
  functionAddress(): number {
    return -(this.constantPages + ++this.functionCount * functionStride)
  }

  /** Every image has constants: at least a page. */
  private get constantPages(): number {
    return Math.max(roundUp(this.constantSize, pageSize), pageSize)
  }

  /** What lies right below the data: the string literals, in whole pages. */
  get constants(): Uint8Array {
    const bytes = new Uint8Array(this.constantPages)
    for (const literal of this.literals) bytes.set(literal.bytes, bytes.length + literal.offset)
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
