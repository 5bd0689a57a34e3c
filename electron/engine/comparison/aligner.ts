/** How far ahead the same place is looked for after two sequences went different ways. */
const resyncWindow = 400

/** How many places in a row are to be the same where two sequences meet again: one alone may be chance. */
const meetingLength = 3

/** What hears how two sequences go together. */
export interface AlignmentListener<T> {
  /** The same place on both sides, or one that only a side came to. */
  row(left: T | null, right: T | null): void
  /** What is told from here on is a guess, which may be taken back ... */
  guess(): void
  /** ... with this: everything told since the first guess is forgotten. */
  takeBack(): void
}

/**
 * Puts two growing sequences side by side by their keys: in order, and where they part, from the nearest common place on.
 * What is certain is told once; what later items may put otherwise is told as a guess, and told anew when they have come.
 */
export class Aligner<T> {
  private i = 0
  private j = 0
  /** Where guessing began. */
  private sure: readonly [number, number] | null = null

  constructor(
    private readonly left: readonly T[],
    private readonly right: readonly T[],
    private readonly keyOf: (item: T) => string,
    private readonly listener: AlignmentListener<T>
  ) {}

  /** How many items wait for the other side to come as far. */
  get waiting(): { readonly left: number; readonly right: number } {
    return { left: this.left.length - this.i, right: this.right.length - this.j }
  }

  /** Goes on with what has come. A side that is over has all its items. */
  advance(leftIsOver: boolean, rightIsOver: boolean): void {
    const { left, right, listener } = this
    if (this.sure !== null) {
      listener.takeBack()
      ;[this.i, this.j] = this.sure
      this.sure = null
    }
    while (this.i < left.length || this.j < right.length) {
      const a = left[this.i]
      const b = right[this.j]
      if (a !== undefined && b !== undefined) {
        if (this.keyOf(a) === this.keyOf(b)) {
          listener.row(a, b)
          this.i++
          this.j++
          continue
        }
        const { skip, certain } = this.nearestMeeting(leftIsOver, rightIsOver)
        if (!certain && this.sure === null) {
          this.sure = [this.i, this.j]
          listener.guess()
        }
        for (let k = 0; k < skip[0]; k++) listener.row(left[this.i++]!, null)
        for (let k = 0; k < skip[1]; k++) listener.row(null, right[this.j++]!)
      } else if (a !== undefined) {
        if (!rightIsOver) return
        listener.row(a, null)
        this.i++
      } else {
        if (!leftIsOver) return
        listener.row(null, b!)
        this.j++
      }
    }
  }

  /** How many items of each side to pass over until both are at the same place; all of them where they never are. */
  private nearestMeeting(
    leftIsOver: boolean,
    rightIsOver: boolean
  ): { readonly skip: readonly [number, number]; readonly certain: boolean } {
    const { left, right, i, j } = this
    let certain = true
    let chance: readonly [number, number] | null = null
    for (let distance = 1; distance <= resyncWindow; distance++)
      for (let k = 0; k <= distance; k++) {
        const length = this.commonLength(i + k, j + distance - k)
        const [atLeft, atRight] = [i + k + length, j + distance - k + length]
        if (length < meetingLength && (atLeft >= left.length || atRight >= right.length)) {
          // More may still come that makes this the meeting.
          if ((atLeft >= left.length && !leftIsOver) || (atRight >= right.length && !rightIsOver))
            certain = false
          if (length > 0 && (atLeft === left.length || atRight === right.length))
            return { skip: [k, distance - k], certain }
        }
        if (length >= meetingLength) return { skip: [k, distance - k], certain }
        if (length > 0) chance ??= [k, distance - k]
      }
    return { skip: chance ?? [left.length - i, right.length - j], certain: certain && chance !== null }
  }

  private commonLength(i: number, j: number): number {
    let length = 0
    while (length < meetingLength) {
      const a = this.left[i + length]
      const b = this.right[j + length]
      if (a === undefined || b === undefined || this.keyOf(a) !== this.keyOf(b)) break
      length++
    }
    return length
  }
}
