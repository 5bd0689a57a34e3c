import type { Region } from '../../shared/contract/observation'
import type { ShownVariable } from '../../shared/contract/step'
import { protectionText, stateText, typeText } from '../../shared/win32/flags'
import { memoryConstants as m } from '../../shared/win32/memory-constants'
import type { ScriptedPlace } from './scripted-look'

const hex = (address: number): string => `0x${address.toString(16)}`

function variable(
  name: string,
  type: string,
  value: string,
  address: number,
  more: Partial<ShownVariable> = {}
): ShownVariable {
  const children = more.children ?? null
  return {
    name,
    expression: name,
    type,
    value,
    address,
    unfolds: children !== null,
    changed: false,
    ...more,
    children
  }
}

/** Where the guard-page program stands after `step` steps, with what it allocated at `p`. */
export function demoPlace(
  line: number | null,
  p: number,
  step: number,
  regions: readonly Region[]
): ScriptedPlace {
  const stack = p - 0x100000
  const allocated = step > 0
  const info = (name: string, type: string, value: string, offset: number): ShownVariable =>
    variable(name, type, value, stack + 0x20 + offset, { expression: `info.${name}` })
  const variables = [
    variable('old', 'DWORD', step > 2 ? '4' : '3435973836', stack, { changed: step === 3 }),
    variable('p', 'BYTE *', allocated ? hex(p) : '0xcccccccccccccccc', stack + 8, {
      changed: step === 1,
      children: allocated
        ? [variable('*p', 'BYTE', step > 2 ? '65' : '0', p, { expression: '*p', changed: step === 3 })]
        : null
    }),
    variable('info', 'MEMORY_BASIC_INFORMATION', '{…}', stack + 0x20, {
      children: [
        info('BaseAddress', 'PVOID', hex(p), 0),
        info('AllocationBase', 'PVOID', hex(p), 8),
        info('RegionSize', 'SIZE_T', '12288', 0x18),
        info('State', 'DWORD', '4096', 0x20)
      ]
    }),
    variable('counts', 'int [3]', '{1, 2, 3}', stack + 0x60, {
      children: [0, 1, 2].map((i) =>
        variable(`[${i}]`, 'int', String(i + 1), stack + 0x60 + 4 * i, { expression: `counts[${i}]` })
      )
    })
  ]
  const regionOf = (address: number): Region | undefined =>
    regions.find(({ base, size }) => address >= base && address < base + size)
  const text = 'A guard page raises an alarm once.'
  return {
    letter: 'A',
    line,
    frames:
      step === 5
        ? [
            { functionName: 'probe', line: 12 },
            { functionName: 'main', line: 13 }
          ]
        : [{ functionName: 'main', line: line ?? 19 }],
    variables:
      step === 5 ? [[variable('address', 'void *', hex(p + 0x1000), stack - 0x40)], variables] : [variables],
    lineValues: [
      ...(allocated ? [{ line: 7, name: 'p', value: hex(p) }] : []),
      ...(step > 2 ? [{ line: 9, name: 'old', value: '4' }] : [])
    ],
    threads: [],
    byteAt: (address) => {
      const region = regionOf(address)
      if (region === undefined || region.state !== m.MEM_COMMIT || (region.protect & m.PAGE_GUARD) !== 0)
        return null
      const offset = address - p
      if (step > 2 && offset >= 0 && offset < text.length) return text.charCodeAt(offset)
      return region.owner === 'program' ? 0 : (address * 31) & 0xff
    },
    changedAt: (address) => step === 3 && address >= p && address < p + text.length,
    regionAt: (address) => {
      const region = regionOf(address)
      if (region === undefined) return ''
      return [
        stateText(region.state),
        region.protect === 0 ? '' : protectionText(region.protect),
        typeText(region.type)
      ]
        .filter(Boolean)
        .join(' ')
    }
  }
}
