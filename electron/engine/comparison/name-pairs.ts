import type { Names } from '../../../shared/contract/same-meaning'

/**
 * Which of the simulator's allocations and handles is which of Windows': `#2` there may be `#3` here where one machine made
 * one more. Pairs come from calls that made something on both; what has no pair is the one of the same number.
 */
export class NamePairs implements Names {
  private readonly toRight = new Map<string, string>()
  private readonly toLeft = new Map<string, string>()

  /** `remember` hears how to undo what is noted. */
  constructor(private readonly remember: (undo: () => void) => void) {}

  /** Notes that two names mean the same, unless one of them has another meaning already; answers whether they do. */
  pair(left: string, right: string): boolean {
    if (this.toRight.has(left) || this.toLeft.has(right)) return this.toRight.get(left) === right
    this.toRight.set(left, right)
    this.toLeft.set(right, left)
    this.remember(() => {
      this.toRight.delete(left)
      this.toLeft.delete(right)
    })
    return true
  }

  /** Notes that two names mean the same from now on, whatever they meant before. */
  bind(left: string, right: string): true {
    const formerRight = this.toRight.get(left)
    const formerLeft = this.toLeft.get(right)
    if (formerRight === right) return true
    if (formerRight !== undefined) this.toLeft.delete(formerRight)
    if (formerLeft !== undefined) this.toRight.delete(formerLeft)
    this.toRight.set(left, right)
    this.toLeft.set(right, left)
    this.remember(() => {
      this.toRight.delete(left)
      this.toLeft.delete(right)
      if (formerRight !== undefined) {
        this.toRight.set(left, formerRight)
        this.toLeft.set(formerRight, left)
      }
      if (formerLeft !== undefined) {
        this.toLeft.set(right, formerLeft)
        this.toRight.set(formerLeft, right)
      }
    })
    return true
  }

  /** Whether two names may mean the same: they do, or neither has a meaning yet. */
  could(left: string, right: string): boolean {
    return (!this.toRight.has(left) && !this.toLeft.has(right)) || this.toRight.get(left) === right
  }

  /** Two names mean nothing any more: what they stood for is gone on both machines. */
  forget(left: string, right: string): void {
    if (this.toRight.get(left) !== right) return
    this.toRight.delete(left)
    this.toLeft.delete(right)
    this.remember(() => {
      this.toRight.set(left, right)
      this.toLeft.set(right, left)
    })
  }

  /** Whether two names mean the same. */
  same(left: string, right: string): boolean {
    if (this.toRight.has(left) || this.toLeft.has(right)) return this.toRight.get(left) === right
    return left === right
  }

  /** Windows' name for what the simulator calls so; null where that name is another's there. */
  rightOf(left: string): string | null {
    return this.toRight.get(left) ?? (this.toLeft.has(left) ? null : left)
  }

  /** The simulator's name for what Windows calls so; null where that name is another's there. */
  leftOf(right: string): string | null {
    return this.toLeft.get(right) ?? (this.toRight.has(right) ? null : right)
  }
}
