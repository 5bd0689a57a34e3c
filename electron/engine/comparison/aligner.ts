/** How far ahead the same place is looked for after two sequences went different ways. */
const resyncWindow = 5000

/** How many places of one key are tried. */
const mostTries = 20

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
  /** Where each key is on the right, ascending. */
  private readonly places = new Map<string, number[]>()
  private indexed = 0

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
    this.indexRight()
    let best: readonly [number, number] | null = null
    let nearest = Infinity
    let chance: readonly [number, number] | null = null
    let chanceDistance = Infinity
    // The nearest place that would be a meeting if its side ended here.
    let openDistance = Infinity
    for (let k = 0; k < nearest && k <= resyncWindow && i + k < left.length; k++) {
      const places = this.places.get(this.keyOf(left[i + k]!)) ?? []
      let tries = 0
      for (let at = firstFrom(places, j); at < places.length && tries < mostTries; at++, tries++) {
        const skip = places[at]! - j
        if (k + skip >= nearest) break
        const length = this.commonLength(i + k, j + skip)
        const [afterLeft, afterRight] = [i + k + length, j + skip + length]
        const isEnd =
          (leftIsOver && afterLeft === left.length) || (rightIsOver && afterRight === right.length)
        if (afterLeft === left.length || afterRight === right.length)
          openDistance = Math.min(openDistance, k + skip)
        if (length >= meetingLength || isEnd) {
          nearest = k + skip
          best = [k, skip]
          break
        }
        if (k + skip < chanceDistance) {
          chanceDistance = k + skip
          chance = [k, skip]
        }
      }
    }
    // What is still to come may be nearer, as long as it can be.
    const isFinal =
      best !== null &&
      (openDistance > nearest || (leftIsOver && rightIsOver)) &&
      (leftIsOver || nearest <= left.length - i) &&
      (rightIsOver || nearest <= right.length - j)
    return {
      skip: best ?? chance ?? [left.length - i, right.length - j],
      certain: isFinal || (leftIsOver && rightIsOver)
    }
  }

  private indexRight(): void {
    for (; this.indexed < this.right.length; this.indexed++) {
      const key = this.keyOf(this.right[this.indexed]!)
      const places = this.places.get(key)
      if (places === undefined) this.places.set(key, [this.indexed])
      else places.push(this.indexed)
    }
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

/** The index of the first of ascending numbers that is not below one. */
function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle]! < least) low = middle + 1
    else high = middle
  }
  return low
}
