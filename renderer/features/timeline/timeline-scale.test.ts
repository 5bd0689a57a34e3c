import { expect, it } from 'vitest'
import { timelineScale } from './timeline-scale'

it('finds the step under the pointer, with few steps and with many', () => {
  for (const [steps, width] of [
    [3, 600],
    [200, 600],
    [10_000, 900]
  ] as const) {
    const scale = timelineScale(steps, 20, width)
    for (const position of [0, 1, Math.floor(steps / 2), steps])
      expect(scale.positionAt(scale.x(position))).toBe(position)
    expect(scale.positionAt(-50)).toBe(0)
    expect(scale.positionAt(width + 50)).toBe(steps)
    expect(scale.x(steps)).toBeLessThanOrEqual(width)
  }
})
