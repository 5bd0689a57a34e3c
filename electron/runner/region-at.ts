import type { Region } from '../../shared/contract/observation'

/** The region of an ascending list that holds an address; undefined where none does. */
export function regionAt<R extends Region>(regions: readonly R[], address: number): R | undefined {
  let low = 0
  let high = regions.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const candidate = regions[middle]!
    if (candidate.base > address) high = middle - 1
    else if (candidate.base + candidate.size <= address) low = middle + 1
    else return candidate
  }
  return undefined
}
