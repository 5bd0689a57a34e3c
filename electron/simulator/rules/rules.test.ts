import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isExternalLink } from '../../shell/external-links'
import { ruleFamilies, ruleOf, type RuleId } from '.'

const root = join(import.meta.dirname, '..', '..', '..')
const ids = ruleFamilies.flatMap((family) => Object.keys(family))
const places = ids.flatMap((id) =>
  ruleOf(id as RuleId)
    .source.split('; ')
    .map((place) => ({ id, place }))
)

describe('a rule', () => {
  it('has a name of its own that states it', () => {
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+){2,}$/)
  })

  it.each(ids)('%s stands somewhere', (id) => {
    const { source, url } = ruleOf(id as RuleId)
    expect(source).not.toBe('')
    if (source.includes('Microsoft, ')) expect(url).not.toBeNull()
    if (url !== null) expect(isExternalLink(url)).toBe(true)
  })

  it.each(places)('$id: $place is a place that there is', ({ place }) => {
    expect(place).toMatch(
      /^(Microsoft, [^()]+( \([^()]+\))?|Conformance [a-z0-9/-]+|Wine, dlls\/[a-z0-9/._]+ \(test\w+\))$/
    )
    const program = /^Conformance (.*)$/.exec(place)?.[1]
    if (program !== undefined) expect(existsSync(join(root, 'conformance', `${program}.c`))).toBe(true)
  })

  it('leads to the page of its function or its subject', () => {
    const learn = 'https://learn.microsoft.com/en-us/windows/win32'
    expect(ruleOf('reservation-needs-free-addresses').url).toBe(
      `${learn}/api/memoryapi/nf-memoryapi-virtualalloc`
    )
    expect(ruleOf('guard-page-fires-once').url).toBe(`${learn}/memory/creating-guard-pages`)
    expect(ruleOf('name-leads-to-an-object').url).toMatch(/nf-[a-z]+-openfilemapping[aw]$/)
    expect(ruleOf('view-stays-inside-its-section').url).toBeNull()
  })
})
