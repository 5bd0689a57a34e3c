import type { ComparisonReason } from '../../../shared/contract/comparison'
import { regionsOf, type RegionTree } from '../../../shared/contract/region-tree'
import type { CallRecord } from '../../../shared/contract/step'
import { functionEntry } from '../../../shared/win32/functions'
import type { Action, Argument } from '../../known-differences/actions'
import type { Difference } from '../../known-differences/difference'
import type { KnownDifference } from '../../known-differences/known-difference'
import { explainDifference, knownDifferences } from '../../known-differences/known-differences'
import { Areas } from '../../known-differences/outcome'

const reasonOf = ({ name, what, evidence, only }: KnownDifference): ComparisonReason => ({
  id: `${only === 'Wine' ? 'wine' : 'known'}/${name.replaceAll(' ', '-')}`,
  sentence: what,
  source: evidence
})

/** The known differences that fuzzing found, as reasons. */
export const knownReasons: readonly ComparisonReason[] = knownDifferences.map(reasonOf)

/** An area of memory as a slot of a fuzzed program; all addresses are offsets from its base. */
const slot = 0
const isCut = (text: string): boolean => text.split('] [').length === mostRegions

/** Regions around a range that a judge of differences may want to see. */
const mostRegions = 64

/**
 * The known difference that two answers to one call are; null when they are none. `before` are the regions before the call
 * and `makers` the calls that made the handles it names, by parameter, on the simulator.
 */
export function knownCallDifference(
  simulator: CallRecord,
  windows: CallRecord,
  before: RegionTree,
  makers: ReadonlyMap<string, CallRecord>,
  onWine: boolean
): ComparisonReason | null {
  const address = placeArgument(simulator)
  const base = address === null ? 0 : allocationOf(before, address)
  const areas = new Areas()
  const text = address === null ? '' : areaText(before, base, address)
  areas.take('A', { result: '', areas: new Map([[slot, text]]) })
  const made = [...makers.values()].map((maker): Action => ({ ...actionOf(maker, 0, new Map()), keeps: 0 }))
  const known = explainDifference(
    {
      ...difference(actionOf(simulator, base, makers), resultOf(simulator), resultOf(windows), [], areas),
      actions: made,
      results: made.map(() => 'ok')
    },
    onWine
  )
  return known === null ? null : reasonOf(known)
}

/** The known difference that two looks of one allocation are; null when they are none. */
export function knownRegionDifference(
  simulator: RegionTree,
  simulatorBase: number,
  windows: RegionTree,
  windowsBase: number,
  onWine: boolean
): ComparisonReason | null {
  const look = {
    name: 'A0',
    simulator: areaText(simulator, simulatorBase, simulatorBase, true),
    windows: areaText(windows, windowsBase, windowsBase, true)
  }
  // What is cut off could be what differs.
  if (look.simulator === look.windows || isCut(look.simulator) || isCut(look.windows)) return null
  for (const operation of ['VirtualProtect', 'write']) {
    const action: Action = { by: 'A', operation, args: [], keeps: null }
    const known = explainDifference(difference(action, '', '', [look], new Areas()), onWine)
    if (known !== null) return reasonOf(known)
  }
  return null
}

function difference(
  action: Action,
  simulator: string,
  windows: string,
  areas: Difference['areas'],
  before: Areas
): Difference {
  return { index: 0, action, simulator, windows, areas, actions: [action], before, results: [] }
}

/** As the program of a fuzzed sequence would have printed it. */
function resultOf(call: CallRecord): string {
  // These say by their result itself what went wrong.
  if (call.failed && functionEntry(call.name)?.fails === 'nonzero')
    return BigInt(call.result.raw).toString(16)
  return call.failed ? `!${call.lastError}` : 'ok'
}

/** The families that a fuzzed program shows numbers in, by the constants that a parameter takes. */
const families: Readonly<Record<string, Extract<Argument, { kind: 'number' }>['family']>> = {
  allocationType: 'allocation',
  protection: 'protection',
  freeType: 'free',
  fileMap: 'view',
  section: 'section',
  processAccess: 'process'
}

/** The parameters that a fuzzed program leaves out, as it always says the same there. */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  CreateFileMapping: ['lpFileMappingAttributes', 'lpAttributes'],
  CreateFile: ['lpFileName'],
  OpenFileMapping: ['bInheritHandle'],
  GetWriteWatch: ['lpAddresses', 'lpdwGranularity'],
  ReadProcessMemory: ['lpBuffer'],
  WriteProcessMemory: ['lpBuffer']
}

function actionOf(call: CallRecord, base: number, makers: ReadonlyMap<string, CallRecord>): Action {
  const operation = call.name.replace(/^(CreateFileMapping|OpenFileMapping|CreateFile)[AW]$/, '$1')
  const place = placeArgument(call)
  const args = call.args
    .filter(({ name }) => !leftOut[operation]?.includes(name))
    .map((argument): Argument => {
      const low = Number(BigInt.asIntN(64, BigInt(argument.raw || '0')))
      const high = argument.name === 'dwFileOffsetLow' ? numberNamed(call, 'dwFileOffsetHigh') : 0
      const value = low + high * 2 ** 32
      const family = families[functionEntry(call.name)?.flags[argument.name] ?? '']
      if (family !== undefined) return { kind: 'number', family, value }
      if (/^hFile$|^hFileMappingObject$|^FileMapping$|^File$/.test(argument.name))
        return handleArgument(operation, makers.has(argument.name))
      if (/^hProcess|^Process$/.test(argument.name)) return { kind: 'process', which: 'self' }
      if (isPlace(argument.name))
        return place !== null && value === place && base !== 0
          ? { kind: 'place', base: slot, offset: value - base }
          : { kind: 'place', base: 'null', offset: value }
      if (/size|bytes|length/i.test(argument.name)) return { kind: 'number', family: 'size', value }
      return { kind: 'number', family: 'plain', value }
    })
  return { by: 'A', operation, args, keeps: null }
}

const numberNamed = (call: CallRecord, parameter: string): number =>
  Number(call.args.find(({ name }) => name === parameter)?.raw || '0')

/** A section for what maps or closes it, a file for what makes a section of it; -1 where nothing is known of it. */
function handleArgument(operation: string, known: boolean): Argument {
  const index = known ? 0 : -1
  return /^MapViewOfFile/.test(operation) ? { kind: 'section', index } : { kind: 'file', index }
}

const isPlace = (name: string): boolean =>
  /^(lp|p)?(Base)?Address$|^VirtualAddress$|^lpBaseAddress$/i.test(name)

function placeArgument(call: CallRecord): number | null {
  const argument = call.args.find(({ name }) => isPlace(name))
  const value = argument === undefined ? 0 : Number(argument.raw || '0')
  return value >= 0x10000 && Number.isSafeInteger(value) ? value : null
}

/** The base of the allocation at an address, or the 64 KB that it would be in. */
function allocationOf(tree: RegionTree, address: number): number {
  for (const region of regionsOf(tree, address - (address % 0x10000), address + 1))
    if (address < region.base + region.size) return region.allocationBase
  return address - (address % 0x10000)
}

/** Regions around an address as a fuzzed program prints them, from a base on; `alone`: of that allocation only. */
function areaText(tree: RegionTree, base: number, address: number, alone = false): string {
  const parts: string[] = []
  const hex = (value: number): string => value.toString(16)
  for (const region of regionsOf(tree, base, address + 0x1000_0000)) {
    if (parts.length === mostRegions || (alone && region.allocationBase !== base)) break
    const { state, protect, type, allocationProtect } = region
    const from = region.base - base
    parts.push(
      `[${hex(from)}-${hex(from + region.size)} ${hex(state)} ${hex(protect)} ${hex(type)} of ${hex(region.allocationBase - base)} ${hex(allocationProtect)}]`
    )
  }
  return parts.join(' ')
}
