/** The known name that a misspelt one is closest to, or null when none is close. */
export function closestName(name: string, known: Iterable<string>): string | null {
  let best: string | null = null
  let extended: string | null = null
  // Every short name is close to another: only upper and lower case are mistaken then.
  let bestDistance = name.length < 3 ? 1 : Math.max(1, Math.floor(name.length / 4)) + 1
  for (const candidate of known) {
    if (candidate === name) continue
    if (
      name.length > 5 &&
      candidate.startsWith(name) &&
      (extended === null || candidate.length < extended.length)
    )
      extended = candidate
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue
    if (candidate.toLowerCase() === name.toLowerCase()) return candidate
    const distance = editDistance(name, candidate, bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best ?? extended
}

/** Insertions, deletions, replacements and swaps of neighbours between two names; stops counting at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    let smallest = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforePrevious[j - 2]! + 1)
      current.push(cost)
      if (cost < smallest) smallest = cost
    }
    if (smallest >= limit) return limit
    beforePrevious = previous
    previous = current
  }
  return previous[b.length]!
}
