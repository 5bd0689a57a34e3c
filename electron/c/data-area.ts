import { roundUp } from './struct-layout'

/** Lays out a program's data: globals, statics, string literals and the addresses of its functions. */
export class DataArea {
  size = 0
  /** Bytes that are there before the first statement; the rest is zero. */
  readonly images: { readonly offset: number; readonly bytes: Uint8Array }[] = []
  /** Pairs of where string literals begin and end. */
  readonly literals: number[] = []
  private readonly strings = new Map<string, number>()

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
    const offset = this.allocate(bytes.length, unitSize)
    this.images.push({ offset, bytes })
    this.literals.push(offset, this.size)
    this.strings.set(key, offset)
    return offset
  }
}
