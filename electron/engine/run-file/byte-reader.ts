/** Why bytes are not what they should be. */
export class Damaged extends Error {}

/** Reads what a `ByteWriter` wrote; throws `Damaged` where the bytes end too soon or make no sense. */
export class ByteReader {
  private at = 0

  constructor(private readonly buffer: Buffer) {}

  /** How much is read, from 0 to 1. */
  get share(): number {
    return this.at / Math.max(1, this.buffer.length)
  }

  get atEnd(): boolean {
    return this.at === this.buffer.length
  }

  byte(): number {
    const value = this.buffer[this.at]
    if (value === undefined) throw new Damaged('it ends in the middle of a value')
    this.at++
    return value
  }

  count(): number {
    let value = 0
    for (let weight = 1; ; weight *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * weight
      if (value > Number.MAX_SAFE_INTEGER) throw new Damaged('a number in it is too large')
      if (byte < 0x80) return value
    }
  }

  float(): number {
    return this.bytes(8).readDoubleLE(0)
  }

  bytes(length: number): Buffer {
    if (length > this.buffer.length - this.at) throw new Damaged('it ends in the middle of a value')
    const from = this.at
    this.at += length
    return this.buffer.subarray(from, this.at)
  }
}
