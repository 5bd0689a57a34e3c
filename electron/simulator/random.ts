/** Numbers from a seed (mulberry32): the same seed, the same numbers. */
export class Random {
  constructor(private state: number) {}

  /** An integer in [0, below). */
  next(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    const bits = (t ^ (t >>> 14)) >>> 0
    return Math.floor((bits / 0x100000000) * below)
  }
}
