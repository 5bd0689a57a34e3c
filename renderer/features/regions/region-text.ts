import { protectionText, stateText, typeText } from '../../../shared/win32/flags'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { addressText } from '../../ui/number-text'
import { gapKinds, regionKind } from './region-kind'
import type { RegionRow } from './region-row'

/** A row as it is written to files and the clipboard, in Windows' own words. */
interface WrittenRow {
  readonly BaseAddress: string
  readonly EndAddress: string
  readonly RegionSize: number
  readonly State: string
  readonly Type: string
  readonly Protect: string
  readonly AllocationBase: string
  readonly AllocationProtect: string
  readonly kind: string
  readonly use: string
  readonly owner: string
  readonly madeByLine: number | null
}
const names = [
  'BaseAddress',
  'EndAddress',
  'RegionSize',
  'State',
  'Type',
  'Protect',
  'AllocationBase',
  'AllocationProtect',
  'kind',
  'use',
  'owner',
  'madeByLine'
] as const satisfies readonly (keyof WrittenRow)[]

/** Allocations and folds have no line of their own, and what is gone is not there. */
function written(rows: Iterable<RegionRow>): WrittenRow[] {
  const lines: WrittenRow[] = []
  for (const row of rows) {
    if (row.kind === 'gap') lines.push(writtenGap(row.gap))
    else if (row.kind === 'region' && !row.gone) lines.push(writtenRegion(row.region))
  }
  return lines
}
function writtenGap({ kind, base, size }: (RegionRow & { kind: 'gap' })['gap']): WrittenRow {
  return {
    BaseAddress: addressText(base),
    EndAddress: addressText(base + size),
    RegionSize: size,
    State: stateText(m.MEM_FREE),
    Type: '',
    Protect: protectionText(m.PAGE_NOACCESS),
    AllocationBase: '',
    AllocationProtect: '',
    kind: gapKinds[kind].name,
    use: '',
    owner: '',
    madeByLine: null
  }
}
function writtenRegion(region: (RegionRow & { kind: 'region' })['region']): WrittenRow {
  const { base, size, state, type, protect, allocationBase, allocationProtect, use, owner, madeByLine } =
    region
  return {
    BaseAddress: addressText(base),
    EndAddress: addressText(base + size),
    RegionSize: size,
    State: stateText(state),
    Type: typeText(type),
    Protect: protect === 0 ? '' : protectionText(protect),
    AllocationBase: addressText(allocationBase),
    AllocationProtect: protectionText(allocationProtect),
    kind: regionKind(region).name,
    use,
    owner,
    madeByLine
  }
}

/** Rows as comma-separated values (RFC 4180), a line of names first. */
export function rowsAsCsv(rows: Iterable<RegionRow>): string {
  const cell = (value: string | number | null): string => {
    const text = value === null ? '' : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const lines = written(rows).map((row) => names.map((name) => cell(row[name])).join(','))
  return `${[names.join(','), ...lines].join('\r\n')}\r\n`
}

/** Rows as a JSON array of objects. */
export function rowsAsJson(rows: Iterable<RegionRow>): string {
  return `${JSON.stringify(written(rows), null, 2)}\n`
}

/** Rows in the columns of WinDbg's `!address`. */
export function rowsAsAddressText(rows: Iterable<RegionRow>): string {
  const address = (value: string): string => {
    const digits = value.slice(2).padStart(9, '0')
    return `${digits.slice(0, -8)}\`${digits.slice(-8)}`.padStart(17)
  }
  const line = (cells: readonly string[]): string =>
    `  ${cells[0]!.padStart(17)}   ${cells[1]!.padStart(17)}   ${cells[2]!.padStart(17)} ` +
    `${cells[3]!.padEnd(11)} ${cells[4]!.padEnd(11)} ${cells[5]!.padEnd(34)} ${cells[6]!}`.trimEnd()
  const lines = written(rows).map((row) =>
    line([
      address(row.BaseAddress),
      address(row.EndAddress),
      address(addressText(row.RegionSize)),
      row.Type,
      row.State,
      row.Protect,
      row.use === '' ? row.kind : row.use
    ])
  )
  const head = line(['BaseAddress', 'EndAddress+1', 'RegionSize', 'Type', 'State', 'Protect', 'Usage'])
  return `${[head, '-'.repeat(head.length + 8), ...lines].join('\n')}\n`
}

/** Rows with tabs between the columns, as spreadsheets take them. */
export function rowsAsTabs(rows: Iterable<RegionRow>): string {
  return written(rows)
    .map((row) => names.map((name) => row[name] ?? '').join('\t'))
    .join('\n')
}
