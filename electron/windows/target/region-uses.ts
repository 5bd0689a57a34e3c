import { deallocationStack, pebAddress, threadTeb, type ProgramStack } from './program-stack'
import type { WalkedRegion } from './region-walk'
import type { Stub } from './stub'
import { currentProcess, type System } from './system'

const memMapped = 0x40000
const memImage = 0x1000000
const sharedUserData = 0x7ffe0000
const pageSize = 0x1000
const snapshotThreads = 0x4
const threadQueryInformation = 0x40
/** sizeof(THREADENTRY32), and where th32ThreadID and th32OwnerProcessID stand in it. */
const threadEntry = { size: 28, threadId: 8, processId: 12 } as const

/** Says what regions are used for: what Windows tells of them, asked once for each allocation. */
export class RegionUses {
  private readonly images = new Map<number, string>()
  private readonly wholeAllocations = new Map<number, string>()
  private readonly places = new Map<number, string>([[sharedUserData, 'KUSER_SHARED_DATA']])
  private heaps: ReadonlySet<number> = new Set()

  constructor(
    private readonly system: System,
    private readonly stub: Stub
  ) {
    for (const base of stub.ownAllocations) this.wholeAllocations.set(base, 'VadLab')
    this.places.set(pebAddress(system, stub), 'PEB')
  }

  /** The program's stack has been made. */
  enterProgram(stack: ProgramStack): void {
    this.enterThreads()
    this.wholeAllocations.set(stack.deallocation, 'Stack')
    this.places.set(stack.teb, 'TEB')
  }

  /** A thread of the program: its stack and TEB. */
  enterThread(stack: number, teb: number): void {
    this.wholeAllocations.set(stack, 'Stack')
    this.places.set(teb, 'TEB')
  }

  /** An allocation of VadLab's own. */
  enterOwn(base: number): void {
    this.wholeAllocations.set(base, 'VadLab')
  }

  /** Looks for the threads of the process: their TEBs and stacks. */
  enterThreads(): void {
    for (const teb of this.threadTebs()) {
      this.places.set(teb, 'TEB')
      const stack = deallocationStack(this.stub, teb)
      if (stack !== 0 && !this.wholeAllocations.has(stack)) this.wholeAllocations.set(stack, 'Thread stack')
    }
  }

  /** To be called before the regions of a new walk are asked for, with the allocations that are there now. */
  refresh(allocations: readonly number[]): void {
    const room = this.stub.scratchBytes.length / 8
    const count = Math.min(this.system.getProcessHeaps(room, this.stub.scratch), room)
    const heaps = new BigUint64Array(this.stub.scratchBytes.buffer, this.stub.scratchBytes.byteOffset, count)
    this.heaps = new Set(Array.from(heaps, Number))
    if (this.images.size === 0 && this.wholeAllocations.size === 0) return
    const there = new Set(allocations)
    for (const map of [this.images, this.wholeAllocations])
      for (const base of map.keys()) if (!there.has(base)) map.delete(base)
  }

  /** `maker`: the program's call that made the allocation, where it is the program's. */
  useOf(region: WalkedRegion, maker: string | undefined): string {
    if (region.type === memImage) return this.imageName(region.allocationBase)
    const place = this.placeIn(region)
    if (place !== undefined) return place
    const whole = this.wholeAllocations.get(region.allocationBase)
    if (whole !== undefined) return whole
    if (region.type === memMapped) return 'Section view'
    // A heap's further segments and large blocks are allocations of their own; nothing but the call tells.
    if (this.heaps.has(region.allocationBase) || (maker !== undefined && isHeapCall(maker))) return 'Heap'
    return ''
  }

  private placeIn(region: WalkedRegion): string | undefined {
    const end = region.base + region.size
    let found: string | undefined
    for (const [address, use] of this.places) {
      if (address < region.base || address >= end) continue
      if (found === undefined || use === 'PEB') found = use
    }
    return found
  }

  private imageName(base: number): string {
    let name = this.images.get(base)
    if (name === undefined) {
      const { system, stub } = this
      const room = 0x400
      const length =
        system.getModuleFileName(base, stub.scratch, room) ||
        system.getMappedFileName(currentProcess, base, stub.scratch, room)
      const path = Buffer.from(stub.scratchBytes.subarray(0, length * 2)).toString('utf16le')
      name = path.slice(path.lastIndexOf('\\') + 1)
      this.images.set(base, name)
    }
    return name
  }

  private threadTebs(): number[] {
    const { system, stub } = this
    const snapshot = system.createToolhelp32Snapshot(snapshotThreads, 0)
    // The entry lies behind what threadTeb writes.
    const offset = pageSize / 2
    const entry = new DataView(
      stub.scratchBytes.buffer,
      stub.scratchBytes.byteOffset + offset,
      threadEntry.size
    )
    entry.setUint32(0, threadEntry.size, true)
    const processId = system.getCurrentProcessId()
    const tebs: number[] = []
    for (
      let more = system.thread32First(snapshot, stub.scratch + offset);
      more !== 0;
      more = system.thread32Next(snapshot, stub.scratch + offset)
    ) {
      if (entry.getUint32(threadEntry.processId, true) !== processId) continue
      const thread = system.openThread(threadQueryInformation, 0, entry.getUint32(threadEntry.threadId, true))
      if (thread === 0) continue
      const teb = threadTeb(system, stub, thread)
      if (teb !== 0) tebs.push(teb)
      system.closeHandle(thread)
    }
    system.closeHandle(snapshot)
    return tebs
  }
}

function isHeapCall(name: string): boolean {
  return /^(Heap|Global|Local|Rtl\w*Heap)/.test(name)
}
