import { describe, expect, it } from 'vitest'
import { alloc } from '../../../electron/simulator/testing/machine'
import { mapSection, observed, translated } from '../../../electron/simulator/observe/testing/observed'
import { vadTree } from '../../../electron/simulator'
import { pteText } from './pte-line'
import { RecordedMachine } from './testing/memory-door'
import { translationChanges } from './translation-changes'
import { vadPath } from './vad-path'
import { walkTables } from './walk-tables'

describe('the tables of a walk', () => {
  it('are four, and those below the entry that ends it say why they are not there', () => {
    const { simulator, process } = new RecordedMachine()
    const far = Math.ceil(alloc(process, 0x400000) / 0x200000) * 0x200000
    const tables = walkTables(translated(simulator, far))
    expect(tables.map(({ name, absent }) => [name, absent])).toEqual([
      ['PML4', ''],
      ['PDPT', ''],
      ['PD', ''],
      ['PT', 'no PT: the PDE is zero']
    ])
    expect(tables.find(({ isLast }) => isLast)?.name).toBe('PD')
    expect(walkTables(translated(simulator, 1n << 48n)).map(({ absent }) => absent)).toEqual(
      Array(4).fill('not asked')
    )
  })
})

describe('!pte', () => {
  it('is written as WinDbg writes it, a line a level', () => {
    const { simulator, process } = new RecordedMachine()
    const at = alloc(process, 0x2000)
    process.store(at, 4, 1)
    const frame = translated(simulator, at).levels[3]!.entry!.frame!
    const lines = pteText(translated(simulator, at)).split('\n')
    expect(lines).toHaveLength(5)
    expect(lines[1]).toMatch(
      /^PXE at FFFFF6FB7DBED[0-9A-F]{3} contains [0-9A-F]{16} pfn [0-9a-f]+ ---DA--UWEV$/
    )
    expect(lines[4]).toMatch(/^PTE at FFFFF68[0-9A-F]{9} contains 8[0-9A-F]{15} pfn [0-9a-f]+ ---DA--UW-V$/)
    expect(lines[4]).toContain(`pfn ${frame.toString(16)} `)
    expect(pteText(translated(simulator, at + 0x1000))).toContain(
      'contains 0000000000000080 not valid DemandZero Protect: 4 - ReadWrite'
    )
  })
  it('names the prototype PTE of a view through its VAD', () => {
    const { simulator, process, scratch } = new RecordedMachine()
    const { view } = mapSection(process, scratch, 0x2000)
    process.read(view, 1)
    expect(pteText(translated(simulator, view + 0x1000))).toContain(
      'contains FFFFFFFF00000480 not valid Proto: VAD Protect: 4 - ReadWrite'
    )
  })
})

describe('what a step changed', () => {
  it('is nothing where nothing changed', () => {
    const { simulator, process } = new RecordedMachine()
    const seen = translated(simulator, alloc(process, 0x1000))
    expect(translationChanges(seen, seen).any).toBe(false)
  })
  it('are the bits of an entry that stays valid', () => {
    const { simulator, process } = new RecordedMachine()
    const at = alloc(process, 0x1000)
    process.read(at, 1)
    const before = translated(simulator, at)
    process.store(at + 1, 1, 7)
    const found = translationChanges(before, translated(simulator, at))
    expect([...found.entries[3]!.fields]).toEqual([
      ['D (Dirty)', 0],
      ['R/W (Dirty1)', 0]
    ])
    expect(found).toMatchObject({ place: null, protect: null })
    expect([...found.bytes]).toEqual([1])
  })
  it('is the kind of an entry, and where the page was, at the first touch', () => {
    const { simulator, process } = new RecordedMachine()
    const at = alloc(process, 0x2000)
    process.store(at + 0x1000, 1, 1)
    const before = translated(simulator, at)
    process.store(at, 1, 7)
    const found = translationChanges(before, translated(simulator, at))
    expect(found.entries[3]).toMatchObject({ formBefore: 'demand zero', before: '0x0000000000000080' })
    expect(found.place).toBe('nowhere yet (zeros)')
  })
  it('is the share count of a frame that stays the same', () => {
    const { simulator, process, scratch } = new RecordedMachine()
    const { section, view } = mapSection(process, scratch, 0x1000)
    process.store(view, 1, 1)
    const before = translated(simulator, view)
    const other = Number(process.call('MapViewOfFile', [section, 4, 0, 0, 0]))
    process.read(other, 1)
    expect(translationChanges(before, translated(simulator, view)).shares).toBe(1)
  })
})

describe('the way through the VAD tree', () => {
  it('leads from the root to the VAD of a page, or to where the search ends', async () => {
    const { simulator, process } = new RecordedMachine()
    const bases = Array.from({ length: 40 }, () => alloc(process, 0x1000))
    const machine = observed(simulator)
    const state = machine.snapshot.processes.get('A')!
    const ask = (offset: number, count: number) => Promise.resolve(vadTree(machine, state, offset, count))
    for (const base of bases) {
      const path = await vadPath(base / 4096, ask)
      expect(path!.nodes.at(-1)).toMatchObject({ next: 'found', startVpn: base / 4096, endVpn: base / 4096 })
      expect(path!.nodes.map(({ level }) => level)).toEqual(path!.nodes.map((_, i) => i))
      expect(path!.nodes.length).toBeLessThanOrEqual(Math.ceil(Math.log2(path!.total + 1)))
    }
    const nowhere = await vadPath(bases[0]! / 4096 + 1, ask)
    expect(nowhere!.nodes.at(-1)!.next).toBe('none')
  })
  it('is the same where the tree is too long to travel at once, and nobody answers any more', async () => {
    const { simulator, process } = new RecordedMachine()
    const base = Array.from({ length: 20 }, () => alloc(process, 0x1000))[7]!
    const machine = observed(simulator)
    const state = machine.snapshot.processes.get('A')!
    let asked = 0
    const few = (offset: number) => {
      asked++
      return Promise.resolve(vadTree(machine, state, offset, 1))
    }
    const whole = await vadPath(base / 4096, (offset, count) =>
      Promise.resolve(vadTree(machine, state, offset, count))
    )
    expect(await vadPath(base / 4096, few)).toEqual(whole)
    expect(asked).toBeLessThanOrEqual(whole!.nodes.length + 1)
    expect(await vadPath(base / 4096, () => Promise.resolve(null))).toBeNull()
  })
})
