import { describe, expect, it } from 'vitest'
import { progressWords, timeWords } from './step-progress'

describe('how far a learner is', () => {
  it('says what is done, how long it took and how many attempts', () => {
    expect(progressWords({ done: 1, all: 2, seconds: 250, attempts: 3 })).toBe(
      '1 of 2 done · 4 min · 3 attempts'
    )
    expect(progressWords({ done: 2, all: 2, seconds: 20, attempts: 1 })).toBe(
      'done · under 1 min · 1 attempt'
    )
  })
  it('leaves out what is nothing yet', () => {
    expect(progressWords({ done: 0, all: 2, seconds: 0, attempts: 0 })).toBe('0 of 2 done')
    expect(progressWords({ done: 0, all: 0, seconds: 0, attempts: 0 })).toBe('')
  })
  it('has hours where minutes are many', () => {
    expect([29, 31, 3599, 3900].map(timeWords)).toEqual(['under 1 min', '1 min', '1 h 0 min', '1 h 5 min'])
  })
})
