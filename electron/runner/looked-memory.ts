import type { Region } from '../../shared/contract/observation'
import { regionOf, type RegionTree } from '../../shared/contract/region-tree'
import type { ShownMemory } from '../../shared/contract/step'
import { protectionText, stateText, typeText } from '../../shared/win32/flags'
import type { MachineProcess } from '../machine/machine-process'
import type { LookedMemory } from './messages'

const pageSize = 0x1000
const endOfAddresses = 0x800000000000

/** The bytes that are looked at in one process, from step to step. */
export class MemoryViews {
  private before = new Map<string, ShownMemory>()
  private now = new Map<string, ShownMemory>()

  constructor(private readonly process: Pick<MachineProcess, 'peek'>) {}

  /** A step is over: what was seen at it is what the next is compared with. */
  afterStep(): void {
    this.before = this.now
    this.now = new Map()
  }

  see(
    views: readonly LookedMemory[],
    addressOf: (expression: string) => { readonly address: number } | { readonly problem: string },
    regions: () => RegionTree<Region>
  ): ShownMemory[] {
    return views.map((view) => {
      const found = addressOf(view.address)
      const shown =
        'problem' in found
          ? { id: view.id, address: null, problem: found.problem, hex: '', changed: [], region: '' }
          : this.bytesOf(view, found.address + view.offset, regions())
      this.now.set(keyOf(view), shown)
      return shown
    })
  }

  private bytesOf(view: LookedMemory, address: number, regions: RegionTree<Region>): ShownMemory {
    const { id, length } = view
    if (address < 0 || address + length > endOfAddresses)
      return {
        id,
        address: null,
        problem: 'A program has no addresses there.',
        hex: '',
        changed: [],
        region: ''
      }
    const hex = this.hexOf(address, length)
    const old = this.before.get(keyOf(view))
    const comparable = old?.address === address && old.hex.length === hex.length
    const changed = comparable && old.hex !== hex ? differences(old.hex, hex) : []
    const region = regionWords(regionOf(regions, address))
    const same = comparable && old.hex === hex && old.changed.length === 0 && old.region === region
    return same && old.id === id ? old : { id, address, problem: '', hex, changed, region }
  }

  private hexOf(address: number, length: number): string {
    const whole = this.process.peek(address, length)
    if (whole !== null) return hexText(whole)
    let hex = ''
    for (let at = address; at < address + length;) {
      const end = Math.min(address + length, (Math.floor(at / pageSize) + 1) * pageSize)
      const bytes = this.process.peek(at, end - at)
      hex += bytes === null ? '??'.repeat(end - at) : hexText(bytes)
      at = end
    }
    return hex
  }
}

const keyOf = ({ address, offset, length }: LookedMemory): string => `${length} ${offset} ${address}`

function hexText(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte < 16 ? `0${byte.toString(16)}` : byte.toString(16)
  return text
}

function differences(before: string, now: string): number[] {
  const offsets: number[] = []
  for (let i = 0; i < now.length; i += 2)
    if (before[i] !== now[i] || before[i + 1] !== now[i + 1]) offsets.push(i / 2)
  return offsets
}

function regionWords(region: Region | undefined): string {
  if (region === undefined) return ''
  return [
    stateText(region.state),
    region.protect === 0 ? '' : protectionText(region.protect),
    typeText(region.type)
  ]
    .filter((word) => word !== '')
    .join(' ')
}
