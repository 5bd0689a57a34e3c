import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WorkProgress } from '../../shared/contract/work'
import { Cancelled, paced, Works } from './works'

let told: WorkProgress[]
let works: Works
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  told = []
  works = new Works((_name, payload) => told.push(payload as WorkProgress))
})
afterEach(() => vi.useRealTimers())

describe('something that takes long', () => {
  test('is told once it has gone on for a while, and that it is over', () => {
    const work = works.begin('Opening it')
    vi.advanceTimersByTime(299)
    work.report(0.1)
    expect(told).toEqual([])
    vi.advanceTimersByTime(1)
    expect(told).toMatchObject([{ title: 'Opening it', share: 0.1, over: false }])
    work.end()
    expect(told.at(-1)).toMatchObject({ over: true })
  })

  test('is not told when it is quick', () => {
    const work = works.begin('Opening it')
    work.report(0.5)
    work.end()
    vi.advanceTimersByTime(1000)
    expect(told).toEqual([])
  })

  test('is told ten times a second at most', () => {
    const work = works.begin('Opening it')
    for (let i = 0; i < 1000; i++) {
      vi.advanceTimersByTime(1)
      work.report(i / 1000)
    }
    expect(told.length).toBeGreaterThan(5)
    expect(told.length).toBeLessThan(10)
    work.end()
  })

  test('ends at its next breath when it is cancelled', async () => {
    const onCancel = vi.fn()
    const work = works.begin('Opening it', onCancel)
    vi.advanceTimersByTime(400)
    await work.breathe()
    works.cancel(told[0]!.id)
    expect(onCancel).toHaveBeenCalledOnce()
    await expect(work.breathe()).rejects.toThrow(Cancelled)
    work.end()
    works.cancel(told[0]!.id)
    expect(onCancel).toHaveBeenCalledOnce()
  })

  test('goes through its steps, and stops between them', async () => {
    let steps = 0
    function* all(): Generator<number, string> {
      for (; steps < 5; steps++) yield steps / 5
      return 'done'
    }
    expect(await paced(all(), null)).toBe('done')
    steps = 0
    const work = works.begin('Opening it')
    vi.advanceTimersByTime(400)
    works.cancel(told[0]!.id)
    await expect(paced(all(), work)).rejects.toThrow(Cancelled)
    expect(steps).toBe(0)
    work.end()
  })
})
