import { describe, expect, it } from 'vitest'
import { colourDistance, contrast, labDistance, rgbOf, seenBy, type Rgb } from './colour-distance'
import { rgb, themes, token } from './testing/theme-tokens'

const types = ['image', 'mapped', 'shareable', 'heap', 'stack', 'private', 'page-table', 'unusable'] as const
const changes = ['new', 'gone', 'protect', 'commit', 'decommit'] as const
const visions = ['normal', 'protan', 'deutan', 'tritan'] as const

/** Pairs that are not told apart at a glance. */
function tooNear(all: readonly (readonly [string, Rgb])[]): readonly string[] {
  return all.flatMap(([name, colour], i) =>
    all.slice(i + 1).flatMap(([other, otherColour]) => {
      const distance = colourDistance(colour, otherColour)
      return distance < 15 ? [`${name} and ${other}: ${distance.toFixed(1)}`] : []
    })
  )
}

describe.each(themes)('the palette of the %s theme', (theme) => {
  const fills = new Map(types.map((type) => [type as string, rgb(`type-${type}`, theme)]))
  const surface = rgb('surface', theme)

  it.each(visions)('tells all types and the background apart for %s vision', (vision) => {
    const all = [...fills, ['background', surface] as const].map(
      ([name, colour]) => [name, seenBy(vision, colour)] as const
    )
    expect(tooNear(all)).toEqual([])
  })

  it.each(visions)('tells the signs of changes apart by colour as well, for %s vision', (vision) => {
    const signs = changes.map((name) => [name, seenBy(vision, rgb(`change-${name}`, theme))] as const)
    expect(tooNear([...signs, ['background', seenBy(vision, surface)]])).toEqual([])
  })

  it('has letters on all fills that are read at 4.5:1', () => {
    const ink = rgb('type-ink', theme)
    for (const [name, fill] of fills) expect(contrast(fill, ink), name).toBeGreaterThanOrEqual(4.5)
  })

  it('ends every segment with 3:1: by its outline, or by its fill where that has none', () => {
    const outline = token('type-outline', theme)
    const drawn: readonly (readonly [string, Rgb, Rgb])[] = /^#\w{6}00$/.test(outline)
      ? [...fills].map(([name, fill]) => [name, fill, surface] as const)
      : [
          ['background', surface, rgbOf(outline)] as const,
          ...[...fills].map(([name, fill]) => [name, fill, rgbOf(outline)] as const)
        ]
    for (const [name, inside, edge] of drawn) expect(contrast(inside, edge), name).toBeGreaterThanOrEqual(3)
  })
})

describe('the colour distance', () => {
  // Sharma, Wu, Dalal 2005, table 1: pairs 1, 7, 13, 17, 20, 25.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, -0.001, 2.49], [50, 0.0011, -2.49], 4.7461],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[50, 2.5, 0], [58, 24, 15], 19.4535],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644]
  ] as const)('of %j and %j is the published one', (a, b, expected) => {
    expect(labDistance(a, b)).toBeCloseTo(expected, 4)
  })
})
