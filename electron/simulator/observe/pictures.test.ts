import { describe, expect, test } from 'vitest'
import { frameOwnerKinds, frameStates, type FrameColumns } from '../../../shared/contract/memory-machine'
import { pageFlags, pageStates, prototypeStates } from '../../../shared/contract/memory-process'
import { alloc, k, outcome, startMachine } from '../testing/machine'
import {
  controlAreas,
  fileList,
  frameRecords,
  handleTable,
  heapList,
  heapParts,
  machineCounters,
  modulesOf,
  pagesOfRange,
  processCounters,
  prototypes,
  stacksOf,
  structuresOf,
  vadTree,
  workingSet
} from '.'
import type { ObservedMachine } from './observed-machine'
import { mapSection, observed } from './testing/observed'

const everything = 65_536
const processA = (machine: ObservedMachine): ObservedMachine['processes'][number] =>
  machine.snapshot.processes.get('A')!
const all = (which: Parameters<typeof frameRecords>[1]['which']): Parameters<typeof frameRecords>[1] => ({
  which,
  priority: null,
  offset: 0,
  count: everything
})

describe('the VAD tree', () => {
  test('has one root, ordered children, balances of AVL, and names what a view shows', () => {
    const { simulator, process, scratch } = startMachine()
    for (let i = 0; i < 20; i++) alloc(process, 0x1000)
    const { view } = mapSection(process, scratch, 0x5000)
    const machine = observed(simulator)
    const tree = vadTree(machine, processA(machine), 0, everything)
    expect(tree.startVpn).toHaveLength(tree.total)
    expect(tree.parent.filter((parent) => parent === -1)).toHaveLength(1)
    expect(tree.parent[tree.root]).toBe(-1)
    for (let i = 0; i < tree.total; i++) {
      expect(Math.abs(tree.balance[i]!)).toBeLessThanOrEqual(1)
      for (const child of [tree.left[i]!, tree.right[i]!]) {
        if (child < 0) continue
        expect(tree.parent[child]).toBe(i)
        expect(tree.depth[child]).toBe(tree.depth[i]! + 1)
      }
      if (i > 0) expect(tree.startVpn[i]).toBeGreaterThan(tree.endVpn[i - 1]!)
    }
    const row = tree.startVpn.indexOf(view / 4096)
    expect(tree.endVpn[row]! - tree.startVpn[row]!).toBe(4)
    expect(tree.controlArea[row]).toBeGreaterThan(0)
    const program = tree.file.findIndex((file) => tree.strings[file]?.endsWith('program.exe'))
    expect(tree.type[program]).toBe(k.MEM_IMAGE)
    expect(tree.commit.reduce((sum, pages) => sum + pages, 0)).toBe(process.state.commitPages)
  })

  test('is told in parts whose links go through the whole', () => {
    const { simulator, process } = startMachine()
    for (let i = 0; i < 20; i++) alloc(process, 0x1000)
    const machine = observed(simulator)
    const whole = vadTree(machine, processA(machine), 0, everything)
    const part = vadTree(machine, processA(machine), 7, 5)
    expect(part).toMatchObject({ offset: 7, total: whole.total, root: whole.root })
    for (const column of ['startVpn', 'parent', 'left', 'right', 'depth', 'balance'] as const)
      expect(part[column]).toEqual(whole[column].slice(7, 12))
  })
})

describe('pages of a range', () => {
  test('tell free, reserved, demand zero, valid, transition, guard, locked and copied apart', () => {
    const { simulator, process, scratch } = startMachine()
    const at = alloc(process, 0x6000, k.MEM_RESERVE)
    outcome(process, 'VirtualAlloc', at, 0x5000, k.MEM_COMMIT, k.PAGE_READWRITE)
    process.store(at + 0x1000, 4, 1)
    outcome(process, 'EmptyWorkingSet', 0xffffffffffffffffn)
    process.store(at + 0x2000, 4, 1)
    outcome(process, 'VirtualLock', at + 0x3000, 0x1000)
    outcome(process, 'VirtualProtect', at + 0x4000, 0x1000, k.PAGE_READWRITE | k.PAGE_GUARD, scratch)
    const machine = observed(simulator)
    const pages = pagesOfRange(machine, processA(machine), at / 4096, 17)
    expect(pages.state.map((state) => pageStates[state])).toEqual([
      ...['demand-zero', 'transition', 'valid', 'valid', 'demand-zero', 'reserved'],
      ...new Array<string>(11).fill('free')
    ])
    expect(pages.flags[3]! & pageFlags.locked).toBe(pageFlags.locked)
    expect(pages.flags[4]! & pageFlags.guard).toBe(pageFlags.guard)
    expect(pages.protect.slice(0, 7)).toEqual([4, 4, 4, 4, 4 | k.PAGE_GUARD, 0, 0])
    expect(pages.shares.slice(0, 4)).toEqual([0, 0, 1, 1])
  })

  test('of views say what stands behind the prototype PTE', () => {
    const { simulator, process, scratch } = startMachine()
    const { section, view } = mapSection(process, scratch, 0x3000)
    const other = Number(outcome(process, 'MapViewOfFile', section, k.FILE_MAP_COPY, 0, 0, 0).result)
    process.store(view, 4, 1)
    process.store(other + 0x1000, 4, 1)
    const machine = observed(simulator)
    const pages = pagesOfRange(machine, processA(machine), other / 4096, 3)
    expect(pages.state.map((state) => pageStates[state])).toEqual(['prototype', 'valid', 'prototype'])
    expect(pages.prototype.map((state) => prototypeStates[state])).toEqual(['valid', 'none', 'demand-zero'])
    expect(pages.flags[1]! & pageFlags.copied).toBe(pageFlags.copied)
    expect(pages.shares).toEqual([1, 1, 0])
  })
})

describe('counters', () => {
  test('of a process count private, shareable and shared working set as VMMap does', () => {
    const { simulator, process, scratch } = startMachine()
    const read = (): ReturnType<typeof processCounters> => {
      const machine = observed(simulator)
      return processCounters(machine, processA(machine))
    }
    const row = (name: string): ReturnType<typeof read>['types'][number] =>
      read().types.find((t) => t.name === name)!
    const before = row('Private Data')
    const at = alloc(process, 0x4000)
    process.store(at, 4, 1)
    const after = row('Private Data')
    expect(after.committed - before.committed).toBe(4)
    expect(after.privateWorkingSet - before.privateWorkingSet).toBe(1)
    const { section, view } = mapSection(process, scratch, 0x2000)
    process.store(view, 4, 1)
    expect(row('Shareable')).toMatchObject({ workingSet: 1, shareableWorkingSet: 1, sharedWorkingSet: 0 })
    const other = Number(outcome(process, 'MapViewOfFile', section, k.FILE_MAP_READ, 0, 0, 0).result)
    process.read(other, 1)
    expect(row('Shareable')).toMatchObject({ workingSet: 2, shareableWorkingSet: 2, sharedWorkingSet: 2 })
    const { total, workingSet: pages, types } = read()
    expect(total.workingSet).toBe(pages)
    expect(total.privateWorkingSet + total.shareableWorkingSet).toBe(pages)
    const space = types.reduce((sum, type) => sum + (type.name === 'Page Table' ? 0 : type.size), 0)
    expect(space).toBe(0x7ffffffe0)
  })

  test('of the machine share physical memory out to the system, working sets and lists', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x2000)
    process.write(at, new Uint8Array(0x2000).fill(1))
    const before = machineCounters(observed(simulator))
    const { ram, system, active, modified, standby, free, zeroed } = before
    expect(system + active + modified + standby + free + zeroed).toBe(ram)
    expect(active + modified + standby).toBe(simulator.physicalMemory().usedPages)
    expect(before.commit.total).toBe(simulator.commit().totalPages)
    outcome(process, 'EmptyWorkingSet', 0xffffffffffffffffn)
    const trimmed = machineCounters(observed(simulator))
    expect(trimmed.modified).toBeGreaterThanOrEqual(before.modified + 2)
    expect(trimmed.standby).toBeGreaterThan(before.standby)
    outcome(process, 'VirtualFree', at, 0, k.MEM_RELEASE)
    const freed = machineCounters(observed(simulator))
    expect(freed.free + freed.zeroed).toBeGreaterThanOrEqual(trimmed.free + trimmed.zeroed + 2)
  })
})

describe('the PFN database', () => {
  const uses = (columns: FrameColumns, i: number): number[] =>
    columns.usePage.slice(columns.usesStart[i], columns.usesStart[i + 1])

  test('names the owner of each frame and every page that maps it', () => {
    const { simulator, process, scratch } = startMachine()
    const { section, view } = mapSection(process, scratch, 0x1000)
    const other = Number(outcome(process, 'MapViewOfFile', section, k.FILE_MAP_READ, 0, 0, 0).result)
    process.store(view, 4, 1)
    process.read(other, 1)
    const shared = frameRecords(observed(simulator), all('shared'))
    const row = shared.usePage.indexOf(view / 4096)
    const record = shared.usesStart.findIndex((start, i) => start <= row && row < shared.usesStart[i + 1]!)
    expect(frameOwnerKinds[shared.ownerKind[record]!]).toBe('section')
    expect(uses(shared, record)).toEqual([view / 4096, other / 4096].sort((a, b) => a - b))
  })

  test('is told by range, list and program, and the lists together are all of it', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x1000)
    process.store(at, 4, 1)
    const machine = observed(simulator)
    const counters = machineCounters(machine)
    const lists = (['active', 'standby', 'modified', 'free', 'zeroed'] as const).map((which) => {
      const list = frameRecords(machine, all(which))
      expect(list.state.every((state) => frameStates[state] === which)).toBe(true)
      expect(list.total, which).toBe(counters[which])
      return list.total
    })
    const first = frameRecords(machine, { ...all('all'), count: 100 })
    expect(first.total).toBe(lists.reduce((sum, count) => sum + count, 0))
    expect(first.frame).toEqual(Array.from({ length: 100 }, (_, i) => counters.system + i + 1))
    const program = frameRecords(machine, all('program'))
    expect(program.usePage).toContain(at / 4096)
    expect(program.usePage).not.toContain(process.state.imageBase / 4096)
  })
})

test('sections have their objects, handles and views; their prototype PTEs tell what is there', () => {
  const { simulator, process, scratch } = startMachine()
  const { section, view } = mapSection(process, scratch, 0x3000, { name: 'Global\\lab' })
  process.store(view + 0x1000, 4, 1)
  const machine = observed(simulator)
  const area = controlAreas(machine, false).find((one) => one.sections.length > 0)!
  expect(area).toMatchObject({
    kind: 'pagefile',
    pages: 3,
    committedPages: 3,
    presentPages: 1,
    writers: 2,
    sections: [{ name: 'Global\\lab', size: 0x3000, handles: [{ process: 'A', handle: section }] }],
    views: [
      { process: 'A', start: view, pages: 3, offset: 0, access: 'write', workingSetPages: 1, copiedPages: 0 }
    ]
  })
  expect(prototypes(machine, area.id, 0, 10)?.state.map((state) => prototypeStates[state])).toEqual([
    'demand-zero',
    'valid',
    'demand-zero'
  ])
  expect(prototypes(machine, 999_999, 0, 10)).toBeNull()
  const images = controlAreas(machine, true).filter((one) => one.kind === 'image')
  expect(images.map((one) => one.path)).toContain('C:\\Windows\\System32\\ntdll.dll')
  expect(images[0]!.subsections.length).toBeGreaterThan(3)
  const table = handleTable(machine, processA(machine), 0, 100)
  expect(table.handles).toMatchObject([
    { handle: section, kind: 'section', name: 'Global\\lab', objectHandles: 1 }
  ])
  expect(table.names).toMatchObject([{ name: 'Global\\lab', kind: 'section', handles: 1 }])
})

test('files tell their size, how much of them is in memory, and how much of that the disk does not have', () => {
  const { simulator, process, scratch } = startMachine()
  process.write(scratch, new TextEncoder().encode('lab.bin\0'))
  const file = outcome(process, 'CreateFileA', scratch, k.GENERIC_WRITE, 0, 0, k.CREATE_ALWAYS, 0, 0).result
  outcome(process, 'WriteFile', file, process.state.imageBase, 5000, scratch, 0)
  const look = (): ReturnType<typeof fileList>['files'][number] =>
    fileList(observed(simulator), 0, everything).files.find(({ path }) => path.endsWith('lab.bin'))!
  expect(look()).toMatchObject({ size: 5000, handles: 1, cachedPages: 2, dirtyPages: 2 })
  outcome(process, 'FlushFileBuffers', file)
  expect(look()).toMatchObject({ cachedPages: 2, dirtyPages: 0 })
  const machine = observed(simulator)
  const files = fileList(machine, 0, everything)
  expect(files.files.map((file) => file.path)).toEqual(expect.arrayContaining(simulator.filePaths()))
  const ntdll = files.files.find((file) => file.path.endsWith('ntdll.dll'))!
  expect(ntdll.imageArea).toBeGreaterThan(0)
  expect(fileList(machine, 2, 1).files[0]).toEqual(files.files[2])
})

test('heaps tile their segments with blocks and free runs, and a header that was overrun is told', () => {
  const { simulator, process } = startMachine()
  const heap = Number(outcome(process, 'HeapCreate', 0, 0, 0).result)
  const blocks = [100, 200, 300, 0x200000].map((size) =>
    Number(outcome(process, 'HeapAlloc', heap, 0, size).result)
  )
  outcome(process, 'HeapFree', heap, 0, blocks[1]!)
  // Over the end of the first block into the header of the free one, and back before the third.
  process.write(blocks[2]! - 8, new Uint8Array(8).fill(0xee))
  const machine = observed(simulator)
  const shown = heapList(processA(machine)).find((one) => one.base === heap)!
  expect(shown).toMatchObject({ isProcessHeap: false, blockCount: 3, largeBlocks: 1, maximum: 0 })
  const parts = heapParts(machine, processA(machine), heap, 0, everything)!
  expect(parts.total).toBe(shown.blockCount + shown.freeCount)
  expect(parts.address.filter((address) => address !== 0).sort((a, b) => a - b)).toEqual(
    [blocks[0]!, blocks[2]!, blocks[3]!].sort((a, b) => a - b)
  )
  expect(parts.damaged[parts.address.indexOf(blocks[2]!)]).toBe(1)
  expect(parts.damaged[parts.address.indexOf(blocks[0]!)]).toBe(0)
  let at = shown.segments[0]!.first
  for (let i = 0; i < parts.total; i++) {
    if (parts.kind[i] === 2) continue
    expect(parts.start[i]).toBe(at)
    at = parts.end[i]!
  }
  expect(at).toBe(shown.segments[0]!.committedEnd)
  expect(heapParts(machine, processA(machine), 0x1000, 0, 1)).toBeNull()
})

test('modules have their headers, exports and sections, and count the pages that are private copies', () => {
  const { simulator, process } = startMachine()
  const sections = (): ReturnType<typeof modulesOf> => {
    const machine = observed(simulator)
    return modulesOf(machine, processA(machine))
  }
  const program = sections()[0]!
  // The loader writes where the image really is into its header.
  const base = process.state.imageBase
  expect(program).toMatchObject({ base, machine: 0x8664, imageBase: base })
  const data = program.sections.find((section) => section.name === '.data')!
  expect(data).toMatchObject({ protect: k.PAGE_WRITECOPY, privatePages: 0 })
  process.store(program.base + data.address, 4, 1)
  expect(sections()[0]!.sections.find((section) => section.name === '.data')).toMatchObject({
    privatePages: 1
  })
  const kernel32 = sections().find((module) => module.path.endsWith('kernel32.dll'))!
  expect(kernel32.exports).toBeGreaterThan(200)
  expect(kernel32.references).toBeNull()
})

test('stacks have their guard right below what is committed, for every thread', () => {
  const { simulator, process, scratch } = startMachine()
  outcome(process, 'CreateThread', 0, 0, process.addressOf('Sleep'), 0, k.CREATE_SUSPENDED, scratch)
  const machine = observed(simulator)
  const stacks = stacksOf(processA(machine))
  expect(stacks).toHaveLength(2)
  for (const stack of stacks) {
    expect(stack.guards).toEqual([stack.limit - 0x1000])
    expect(stack.low).toBeLessThan(stack.limit)
    expect(stack.committedPages).toBe((stack.high - stack.limit) / 4096 + 1)
  }
  expect(stacks.filter((stack) => stack.isSelected)).toHaveLength(1)
})

test('PEB, TEB and KUSER_SHARED_DATA are decoded from their bytes', () => {
  const { simulator, process } = startMachine()
  const machine = observed(simulator)
  const structures = structuresOf(machine, processA(machine))
  const field = (structure: string, name: string): string | null | undefined =>
    structures.find((one) => one.name === structure)?.fields.find((one) => one.name === name)?.value
  const wide = (value: number): string => `0x${value.toString(16).padStart(16, '0')}`
  const { state } = process
  expect(field('PEB', 'ImageBaseAddress')).toBe(wide(state.imageBase))
  expect(field('PEB', 'ProcessHeap')).toBe(wide(state.processHeap))
  expect(field('TEB', 'NtTib.Self')).toBe(wide(state.teb))
  expect(field('TEB', 'NtTib.StackBase')).toBe(wide(state.stackHigh * 4096))
  expect(field('TEB', 'ProcessEnvironmentBlock')).toBe(wide(state.peb))
  expect(field('KUSER_SHARED_DATA', 'NtSystemRoot')).toBe('C:\\Windows')
  expect(field('KUSER_SHARED_DATA', 'NtMajorVersion')).toBe('0x0000000a')
})

test('the working set lists the valid pages in parts', () => {
  const { simulator, process } = startMachine()
  const machine = observed(simulator)
  const whole = workingSet(machine, processA(machine), 0, everything)
  expect(whole.total).toBe(process.state.workingSetPages)
  expect(whole.pages.state.every((state) => pageStates[state] === 'valid')).toBe(true)
  expect(workingSet(machine, processA(machine), 3, 2).pages.page).toEqual(whole.pages.page.slice(3, 5))
})
