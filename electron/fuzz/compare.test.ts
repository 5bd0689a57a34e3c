import { describe, expect, test } from 'vitest'
import type { Action } from '../known-differences/actions'
import { compareSequence } from './compare'
import { findingProgram, kindOf } from './finding'
import { explainDifference, knownDifferences } from '../known-differences/known-differences'
import { readOutcomes } from '../known-differences/outcome'
import { compile } from '../c'

const protect: Action = {
  by: 'A',
  operation: 'VirtualProtect',
  args: [
    { kind: 'place', base: 'arena', offset: 0 },
    { kind: 'number', family: 'size', value: 0x2000 },
    { kind: 'number', family: 'protection', value: 2 }
  ],
  keeps: null
}
const alloc: Action = {
  by: 'A',
  operation: 'VirtualAlloc',
  args: [
    { kind: 'place', base: 'arena', offset: 0 },
    { kind: 'number', family: 'size', value: 0x1000 },
    { kind: 'number', family: 'allocation', value: 0x3000 },
    { kind: 'number', family: 'protection', value: 4 }
  ],
  keeps: null
}
const page = '1 arena+0x0\n1 @16 [0-1000 1000 4 20000 of 0 4]\n'
const onWine = (difference: Parameters<typeof explainDifference>[0]) => explainDifference(difference, true)

describe('comparing a sequence', () => {
  test('finds nothing where both machines print the same', () => {
    const outcomes = readOutcomes(page)
    expect(compareSequence([alloc], 1, outcomes, outcomes, onWine)).toEqual({
      compared: [alloc],
      known: [],
      unexplained: null
    })
  })

  test('finds memory that looks otherwise where the results are the same', () => {
    const other = readOutcomes(page.replace('1000 4 20000', '1000 2 20000'))
    const { unexplained } = compareSequence([alloc], 1, readOutcomes(page), other, onWine)
    expect(unexplained?.areas.map((area) => area.name)).toEqual(['A16'])
    expect(kindOf(unexplained!)).toContain('memory looks otherwise')
  })

  test('goes on after a known difference that left both machines alike', () => {
    const simulator = readOutcomes(`${page}2 !487\n3 ok was 4\n`)
    const windows = readOutcomes(`${page}2 !87\n3 ok was 4\n`)
    const found = compareSequence([alloc, protect, protect], 1, simulator, windows, onWine)
    expect(found.unexplained).toBe(null)
    expect(found.known.map(({ by }) => by.name)).toEqual(['protect outside one allocation'])
    expect(found.compared).toHaveLength(3)
  })

  test('says the same difference is unexplained where the range lies in one allocation, and on real Windows', () => {
    const inside: Action = {
      ...protect,
      args: [protect.args[0]!, { kind: 'number', family: 'size', value: 0x1000 }, protect.args[2]!]
    }
    const simulator = readOutcomes(`${page}2 !487\n`)
    const windows = readOutcomes(`${page}2 !87\n`)
    expect(compareSequence([alloc, inside], 1, simulator, windows, onWine).unexplained?.index).toBe(1)
    const onWindows = compareSequence([alloc, protect], 1, simulator, windows, (d) =>
      explainDifference(d, false)
    )
    expect(onWindows.unexplained?.index).toBe(1)
  })

  test('leaves steps out while the machines differ in some memory, and goes on when it is gone', () => {
    const odd: Action = {
      ...alloc,
      args: [...alloc.args.slice(0, 3), { kind: 'number', family: 'protection', value: 0x800004 }]
    }
    const giveBack: Action = { ...alloc, operation: 'GiveBack', args: [alloc.args[0]!] }
    const simulator = readOutcomes('1 !87\n2 !487\n3 no\n')
    const windows = readOutcomes(
      `1 arena+0x0\n1 @16 [0-1000 1000 4 20000 of 0 4]\n2 ok was 4\n2 @16 [0-1000 1000 2 20000 of 0 4]\n3 ok\n3 @16\n4 arena+0x0\n4 @16 [0-1000 1000 4 20000 of 0 4]\n`
    )
    const after = readOutcomes('4 arena+0x0\n4 @16 [0-1000 1000 4 20000 of 0 4]\n')
    const left = new Map([...simulator, ...after])
    const found = compareSequence([odd, protect, giveBack, alloc], 1, left, windows, onWine)
    expect(found.unexplained).toBe(null)
    expect(found.known.map(({ by }) => by.name)).toEqual(['protections that Wine takes'])
    expect(found.compared).toEqual([odd, alloc])
  })

  test('compares nothing more once the machines differ in a section', () => {
    const view = page.replace('20000', '40000')
    const odd: Action = {
      ...alloc,
      args: [...alloc.args.slice(0, 3), { kind: 'number', family: 'protection', value: 0x800004 }]
    }
    const found = compareSequence(
      [odd, protect],
      1,
      readOutcomes('1 !87\n2 !487\n'),
      readOutcomes(view),
      onWine
    )
    expect(found.compared).toEqual([odd])
  })

  test('finds a step that one machine did not come to', () => {
    const { unexplained } = compareSequence([alloc], 1, readOutcomes(page), readOutcomes(''), onWine)
    expect(unexplained?.windows).toBe('did not come here')
  })
})

test('a finding is a program that says what differs and compiles', () => {
  const simulator = readOutcomes(page)
  const windows = readOutcomes('1 !487\n')
  const { unexplained } = compareSequence([alloc], 1, simulator, windows, onWine)
  const program = findingProgram([alloc], unexplained!, 'Wine 8.0', 12)
  expect(program).toMatch(/^\/\/ FACT: In step 1, VirtualAlloc, the simulator and Wine 8\.0 differ\.\n/)
  expect(program).toContain('// Wine 8.0: !487')
  const compiled = compile(program, 'finding.c')
  expect(compiled.ok ? [] : compiled.diagnostics).toEqual([])
})

test('every known difference has a name of its own, a reason and evidence', () => {
  expect(new Set(knownDifferences.map((known) => known.name)).size).toBe(knownDifferences.length)
  for (const { what, evidence } of knownDifferences) {
    expect(what.length).toBeGreaterThan(20)
    expect(evidence).toMatch(/conformance|Microsoft|wine|reactos/)
  }
})
