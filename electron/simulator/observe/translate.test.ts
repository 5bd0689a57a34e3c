import { describe, expect, test } from 'vitest'
import { alloc, k, outcome, startMachine } from '../testing/machine'
import { forms, mapSection, translated } from './testing/observed'

const bitsOf = (value: string): bigint => BigInt(value)

describe('the bits of an address', () => {
  test('choose an entry in each table, 9 bits each, and the last 12 are the offset in the page', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x1000)
    process.store(at, 4, 1)
    const { levels, offset } = translated(simulator, at + 0x123)
    expect(offset).toBe(0x123)
    const address = BigInt(at)
    expect(levels.map(({ table, index }) => [table, index])).toEqual([
      ['PML4', Number((address >> 39n) & 511n)],
      ['PDPT', Number((address >> 30n) & 511n)],
      ['PD', Number((address >> 21n) & 511n)],
      ['PT', Number((address >> 12n) & 511n)]
    ])
    expect(levels.map(({ bits }) => bits)).toEqual([
      [47, 39],
      [38, 30],
      [29, 21],
      [20, 12]
    ])
  })

  test('lead to the place of each entry in the self map, as WinDbg prints them', () => {
    const { simulator } = startMachine()
    // !pte 0x7ffe0000 on a Windows before 1607.
    expect(translated(simulator, 0x7ffe0000).levels.map((level) => level.entryAddress)).toEqual([
      '0xfffff6fb7dbed000',
      '0xfffff6fb7da00008',
      '0xfffff6fb40001ff8',
      '0xfffff680003fff00'
    ])
  })

  test('48 to 63 that do not repeat bit 47 make no address, and no table is asked', () => {
    const { simulator } = startMachine()
    const bad = translated(simulator, 0x1000000000000n)
    expect(bad).toMatchObject({ half: 'not-canonical', levels: [], place: { kind: 'nowhere' } })
    expect(translated(simulator, 0xffff7fffffffffffn).half).toBe('not-canonical')
  })

  test('of the kernel’s half have indices, and nothing is known behind them', () => {
    const { simulator } = startMachine()
    const kernel = translated(simulator, 0xfffff6fb7dbed000n)
    expect(kernel.half).toBe('kernel')
    expect(kernel.levels.map(({ index, exists, entry }) => ({ index, exists, entry }))).toEqual(
      [0x1ed, 0x1ed, 0x1ed, 0x1ed].map((index) => ({ index, exists: null, entry: null }))
    )
  })
})

describe('private memory', () => {
  test('that is free or reserved is nowhere', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x2000, k.MEM_RESERVE)
    expect(translated(simulator, at)).toMatchObject({
      state: k.MEM_RESERVE,
      protect: 0,
      place: { kind: 'nowhere' },
      bytes: null,
      touch: { read: { outcome: 'access-violation' } }
    })
    outcome(process, 'VirtualFree', at, 0, k.MEM_RELEASE)
    expect(translated(simulator, at)).toMatchObject({
      state: k.MEM_FREE,
      vad: null,
      place: { kind: 'nowhere' }
    })
    expect(translated(simulator, 0).state).toBeNull()
    expect(translated(simulator, 0x7fffffff0000).state).toBeNull()
  })

  test('that was never touched is demand zero, and has no page table while none of its neighbours was touched', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x400000)
    const far = Math.ceil(at / 0x200000) * 0x200000
    expect(forms(translated(simulator, far))).toBe('hardware hardware zero')
    expect(translated(simulator, far).place).toEqual({ kind: 'zeros' })
    process.store(far, 4, 1)
    const beside = translated(simulator, far + 0x1000)
    expect(forms(beside)).toBe('hardware hardware hardware demand-zero')
    // MM_READWRITE is 4, in bits 5 to 9.
    expect(beside.levels[3]!.entry!.value).toBe('0x0000000000000080')
    expect(beside.bytes).toBe('00000000')
    expect(beside.touch?.write.outcome).toBe('demand-zero-fault')
  })

  test('that was written is valid, writable, dirty and not executable, and its bytes are in its frame', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x1000)
    process.store(at + 8, 4, 0x44332211)
    const seen = translated(simulator, at + 8)
    const entry = seen.levels[3]!.entry!
    const frame = entry.frame!
    expect(seen.levels.slice(0, 3).map((level) => level.entry!.frame)).toEqual(
      seen.levels.slice(1).map((level) => level.tableFrame)
    )
    expect(entry.letters).toBe('---DA--UW-V')
    expect(bitsOf(entry.value)).toBe(0x8000000000000867n | (BigInt(frame) << 12n))
    expect(seen.bytes).toBe('11223344')
    expect(seen.physical).toBe(`0x${(frame * 4096 + 8).toString(16)}`)
    expect(seen.place).toMatchObject({
      kind: 'frame',
      frame: { frame, state: 'active', shares: 1, owner: { kind: 'private', process: 'A', page: at / 4096 } },
      uses: [{ process: 'A', page: at / 4096 }]
    })
    expect(seen.touch).toMatchObject({
      read: { outcome: 'no-fault' },
      write: { outcome: 'no-fault' },
      execute: { outcome: 'access-violation' }
    })
  })

  test('that was only read is not dirty, and its R/W bit waits for the first write', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x1000)
    process.read(at, 1)
    expect(translated(simulator, at).levels[3]!.entry!.letters).toBe('----A--UR-V')
    process.store(at, 1, 1)
    expect(translated(simulator, at).levels[3]!.entry!.letters).toBe('---DA--UW-V')
  })

  test('that may be executed has no NX bit, and that is read only no R/W bit', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x1000, 0x3000, k.PAGE_EXECUTE_READ)
    process.read(at, 1)
    const entry = translated(simulator, at).levels[3]!.entry!
    expect(bitsOf(entry.value) >> 63n).toBe(0n)
    expect(bitsOf(entry.value) & 2n).toBe(0n)
    expect(entry.letters.slice(-4)).toBe('UREV')
  })

  test('that left the working set is in transition: its frame still has the bytes', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x1000)
    process.store(at, 4, 7)
    const { frame } = translated(simulator, at).levels[3]!.entry!
    outcome(process, 'EmptyWorkingSet', 0xffffffffffffffffn)
    const seen = translated(simulator, at)
    expect(seen.levels[3]!.entry).toMatchObject({ form: 'transition', frame, letters: '' })
    expect(bitsOf(seen.levels[3]!.entry!.value)).toBe((BigInt(frame!) << 12n) | 0x880n)
    expect(seen.place).toMatchObject({ frame: { state: 'modified', shares: 0 } })
    expect(seen.bytes).toBe('07000000')
    expect(seen.touch?.read.outcome).toBe('soft-fault')
  })

  test('that is a guard page says so, and the bytes behind it are seen all the same', () => {
    const { simulator, process } = startMachine()
    const at = alloc(process, 0x1000)
    process.store(at, 4, 9)
    process.call('VirtualProtect', [
      at,
      0x1000,
      k.PAGE_READWRITE | k.PAGE_GUARD,
      process.state.stackHigh * 4096 - 64
    ])
    const seen = translated(simulator, at)
    expect(seen.touch?.read.outcome).toBe('guard-page')
    expect(seen.bytes).toBe('09000000')
  })
})

describe('a view of a section', () => {
  test('leads through the VAD to a prototype PTE, which is demand zero until somebody touches the page', () => {
    const { simulator, process, scratch } = startMachine()
    const { view } = mapSection(process, scratch, 0x3000, { name: 'lab' })
    process.read(view, 1)
    const seen = translated(simulator, view + 0x2010)
    // !pte: contains FFFFFFFF00000480, not valid, Proto: VAD, Protect: 4 - ReadWrite.
    expect(seen.levels[3]!.entry).toMatchObject({ form: 'prototype', value: '0xffffffff00000480' })
    expect(seen.section).toMatchObject({
      kind: 'pagefile',
      names: ['Local\\lab'],
      prototypeIndex: 2,
      sectionOffset: 0x2010,
      fileOffset: null,
      prototype: { form: 'demand-zero' }
    })
    expect(seen.place).toEqual({ kind: 'zeros' })
  })

  test('shares its frame with the other view, and each is told of both', () => {
    const { simulator, process, scratch } = startMachine()
    const { section, view } = mapSection(process, scratch, 0x1000)
    const other = Number(outcome(process, 'MapViewOfFile', section, k.FILE_MAP_READ, 0, 0, 0).result)
    process.store(view, 4, 5)
    const before = translated(simulator, other)
    expect(before.levels.at(-1)!.entry?.form).not.toBe('hardware')
    expect(before).toMatchObject({ bytes: '05000000', touch: { read: { outcome: 'soft-fault' } } })
    process.read(other, 1)
    const seen = translated(simulator, other)
    expect(seen.place).toMatchObject({
      frame: { shares: 2, owner: { kind: 'section', page: 0 } },
      uses: [
        { process: 'A', page: view / 4096 },
        { process: 'A', page: other / 4096 }
      ].sort((a, b) => a.page - b.page)
    })
    expect(seen.section?.prototype?.form).toBe('hardware')
  })

  test('that copies on write says so in its entry, and after the write no prototype is asked any more', () => {
    const { simulator, process, scratch } = startMachine()
    const { view } = mapSection(process, scratch, 0x1000, {
      protect: k.PAGE_WRITECOPY,
      access: k.FILE_MAP_COPY
    })
    process.read(view, 1)
    const shared = translated(simulator, view)
    expect(shared.levels[3]!.entry!.letters).toBe('C---A--UR-V')
    expect(shared.touch?.write.outcome).toBe('copy-on-write')
    process.store(view, 4, 3)
    const own = translated(simulator, view)
    expect(own.levels[3]!.entry!.frame).not.toBe(shared.levels[3]!.entry!.frame)
    expect(own.section?.prototype).toBeNull()
    expect(own.place).toMatchObject({ frame: { owner: { kind: 'private' } } })
  })

  test('of an image knows the place in the file, of data as of code', () => {
    const { simulator, process } = startMachine()
    const base = process.state.imageBase
    const seen = translated(simulator, base + 0x1234)
    expect(seen.section).toMatchObject({
      kind: 'image',
      path: 'C:\\VadLab\\program.exe',
      sectionOffset: 0x1234,
      fileOffset: 0x1234
    })
    expect(translated(simulator, base, 2).bytes).toBe('4d5a')
  })
})

test('every entry’s fields cover its 64 bits once and add up to its value', () => {
  const { simulator, process, scratch } = startMachine()
  const at = alloc(process, 0x3000)
  process.store(at, 4, 1)
  const { view } = mapSection(process, scratch, 0x2000)
  process.store(view, 4, 1)
  const entries = [at, at + 0x1000, view, view + 0x1000, process.state.modules[1]!.base + 0x90000].flatMap(
    (address) => {
      const seen = translated(simulator, address)
      return [
        ...seen.levels.map((level) => level.entry!),
        ...(seen.section?.prototype ? [seen.section.prototype] : [])
      ]
    }
  )
  expect(new Set(entries.map((entry) => entry.form))).toEqual(
    new Set(['hardware', 'demand-zero', 'prototype', 'subsection'])
  )
  for (const { fields, value } of entries) {
    let next = 64
    let sum = 0n
    for (const field of fields) {
      expect(field.bit + field.width).toBe(next)
      expect(field.says).not.toBe('')
      next = field.bit
      sum |= BigInt(field.value ?? 0) << BigInt(field.bit)
    }
    expect(next).toBe(0)
    expect(`0x${sum.toString(16).padStart(16, '0')}`).toBe(value.replaceAll('?', '0'))
  }
})
