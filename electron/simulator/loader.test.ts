import { expect, test } from 'vitest'
import { k, outcome, query } from './testing/machine'
import { Simulator } from './simulator'

const imports = [
  { library: 'KERNEL32.dll', names: ['GetTickCount', 'NoSuchFunction', 'VirtualAlloc'] },
  { library: 'version.dll', names: ['VerQueryValueA'] }
]
const layout = { dataSize: 0x1000, stackSize: 0x10000, imports }

// Microsoft, PE Format (Import Address Table).
test('the loader binds what a program imports to what GetProcAddress answers, and loads what is missing', () => {
  const process = new Simulator({ seed: 1 }).createProcess('A')
  const { imports: table, stackTop } = process.prepare(layout)
  const scratch = stackTop - 0x800
  expect([...table!.keys()]).toEqual(['GetTickCount', 'VirtualAlloc', 'VerQueryValueA'])
  const text = (value: string): number => {
    process.write(scratch, new TextEncoder().encode(`${value}\0`))
    return scratch
  }
  for (const [name, library] of [
    ['VirtualAlloc', 'kernel32'],
    ['VerQueryValueA', 'version']
  ] as const) {
    const module = outcome(process, 'GetModuleHandleA', text(library)).result
    expect(module).not.toBe(0)
    const address = outcome(process, 'GetProcAddress', module, text(name)).result
    expect(process.load(table!.get(name)!, 8)).toBe(address)
  }
  expect(query(process, scratch, table!.get('VirtualAlloc')!)).toMatchObject({
    protect: k.PAGE_READONLY,
    type: k.MEM_IMAGE
  })
})

// Windows Internals, Part 1, chapter 5 (Image randomization): relocated once, shared by all.
test('an image that was moved says its own base and its addresses lead into it, in every process alike', () => {
  const simulator = new Simulator({ seed: 7 })
  const bases = (['A', 'B'] as const).map((letter) => {
    const process = simulator.createProcess(letter)
    for (const { base } of process.state.modules) {
      const nt = base + Number(process.load(base + 0x3c, 4))
      expect(process.load(nt + 0x30, 8)).toBe(base)
      const block = base + Number(process.load(nt + 0x18 + 112 + 5 * 8, 4))
      const word = Number(process.load(block + 8, 2))
      const moved = Number(process.load(base + Number(process.load(block, 4)) + (word & 0xfff), 8))
      expect(moved).toBeGreaterThan(base)
      expect(moved).toBeLessThan(base + Number(process.load(nt + 0x50, 4)))
    }
    return process.state.modules.map(({ base }) => base)
  })
  expect(bases[0]).toEqual(bases[1])
})
