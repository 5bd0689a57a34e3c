import { describe, expect, it } from 'vitest'
import { createTargetPool } from './target-pool'
import type { Target } from './target-process'

function fakeTargets() {
  const made: (Target & { die(): void; alive: boolean })[] = []
  const start = async () => {
    const listeners: ((message: string) => void)[] = []
    const target = {
      kind: 'target' as const,
      processId: made.length + 1,
      systemProcessId: made.length + 1,
      nodeVersion: 'v22',
      alive: true,
      request: async () => ({ kind: 'hello' }),
      onExit: (listener: (message: string) => void) => void listeners.push(listener),
      kill: async () => target.die(),
      die() {
        target.alive = false
        for (const listener of listeners.splice(0)) listener('gone')
      }
    }
    made.push(target)
    return target
  }
  return { made, start }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a pool of targets', () => {
  it('starts nothing by itself, and has the next one ready after each take', async () => {
    const { made, start } = fakeTargets()
    const pool = createTargetPool(start)
    expect(made).toHaveLength(0)
    expect(await pool.take()).toBe(made[0])
    expect(made).toHaveLength(2)
    expect(await pool.take()).toBe(made[1])
  })

  it('gives no target that died while it stood ready', async () => {
    const { made, start } = fakeTargets()
    const pool = createTargetPool(start)
    pool.fill()
    await settled()
    made[0]!.die()
    expect(await pool.take()).toMatchObject({ alive: true, processId: 2 })
  })

  it('ends what stands ready when it is closed, and gives nothing afterwards', async () => {
    const { made, start } = fakeTargets()
    const pool = createTargetPool(start, 2)
    pool.fill()
    await pool.close()
    expect(made.map((target) => target.alive)).toEqual([false, false])
    expect(await pool.take()).toMatchObject({ kind: 'gone' })
  })

  it('passes on why no target starts', async () => {
    const pool = createTargetPool(async () => ({ kind: 'gone', message: 'no Wine' }))
    expect(await pool.take()).toEqual({ kind: 'gone', message: 'no Wine' })
  })
})
