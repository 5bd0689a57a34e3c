/** Writes numbers and bytes one after the other into a buffer that grows. */
export class ByteWriter {
  private buffer = Buffer.allocUnsafe(1 << 16)
  length = 0

  byte(value: number): void {
    if (this.length === this.buffer.length) this.grow(1)
    this.buffer[this.length++] = value
  }

  /** A whole number from 0 to 2 ** 53 - 1 in as few bytes as it needs, seven bits each. */
  count(value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.byte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  float(value: number): void {
    this.grow(8)
    this.length = this.buffer.writeDoubleLE(value, this.length)
  }

  bytes(bytes: Uint8Array): void {
    this.grow(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  /** What was written; valid until more is written. */
  written(): Buffer {
    return this.buffer.subarray(0, this.length)
  }

  private grow(more: number): void {
    if (this.length + more <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more))
    this.buffer.copy(larger, 0, 0, this.length)
    this.buffer = larger
  }
}
