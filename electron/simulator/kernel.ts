import { namedConstants as k } from '../../shared/win32/constants'
import { commitLimitOf, systemBytes, type MachineSettings } from '../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { ControlArea } from './control-area'
import type { FileRecord } from './file-store'
import { Frames } from './frames'
import type { PageContent } from './page-content'
import { emptyPageFile, releaseSlot, storeInSlot, type PageFileState } from './page-file'
import type { KernelObject } from './objects'
import type { Epoch } from './page-table'
import type { ProcessState } from './process-state'
import { find, plainShape, type Tree } from './persistent-tree'
import { refuse, type Refusal } from './status'
import type { Wait } from './waits'

/** Everything about the machine that is no process's own; a snapshot copies it, all it leads to is shared. */
export interface SystemState {
  objects: Tree<KernelObject>
  /** Object names to object numbers; replaced, never changed. */
  names: ReadonlyMap<string, number>
  controlAreas: Tree<ControlArea>
  files: Tree<FileRecord>
  /** Lower-case paths to file numbers; replaced, never changed. */
  paths: ReadonlyMap<string, number>
  /** Bases of images that have been loaded since the start, by control area's file: ASLR places a file once. */
  imageBases: ReadonlyMap<number, number>
  nextNumber: number
  nextProcessId: number
  nextThreadId: number
  /** Threads that wait, by their ids. */
  waits: Tree<Wait>
  /** Raised by each wait that begins. */
  waitOrder: number
  /** Pages of commit charge of sections backed by the paging file. */
  sectionCommit: number
  /** Raised when pages of any SEC_RESERVE section were committed. */
  sectionRevision: number
  pageFile: PageFileState
  paging: PagingCounts
  /** Win32 calls that were made: the pace of what the system does in the background. */
  calls: number
  /** Moves on with every look at a clock: time passes, and the same program sees the same times. */
  ticks: number
  temporaryNames: number
}

/** What the machine moved between memory and its disks since it started. */
export interface PagingCounts {
  /** Transfers for hard faults and prefetching, and the pages they brought. */
  reads: number
  pagesRead: number
  /** Transfers of the modified page writer and of flushes, to page file and files, and their pages. */
  pageFileWrites: number
  pageFilePages: number
  fileWrites: number
  filePages: number
  /** Pages that were taken out of working sets because memory was short. */
  trimmedPages: number
  /** Standby pages that were given to somebody else. */
  repurposedPages: number
}

/** What the kernel has to know of its processes. */
export interface KernelProcess {
  readonly state: ProcessState
  flushTlb(): void
}

const objectShape = plainShape<KernelObject>()
const areaShape = plainShape<ControlArea>()

/** The machine below its processes: physical memory, objects, sections, files and commit charge. */
export class Kernel {
  readonly epoch: Epoch = { current: 1 }
  readonly frames: Frames
  readonly processes = new Map<ProcessLetter, KernelProcess>()
  readonly system: SystemState
  private pagingEpoch = 0

  /** Pages of physical memory. */
  readonly ramPages: number
  readonly commitLimitPages: number
  /** Pages that the system itself has in use: its own commit charge and frames. */
  readonly systemPages: number
  readonly pageFileSlots: number

  constructor(readonly settings: MachineSettings) {
    this.ramPages = settings.ram / 4096
    this.commitLimitPages = commitLimitOf(settings) / 4096
    this.systemPages = systemBytes(settings.ram) / 4096
    this.pageFileSlots = settings.pageFile / 4096
    this.frames = new Frames(this.epoch, this.systemPages, this.ramPages)
    this.system = {
      objects: null,
      names: new Map(),
      controlAreas: null,
      files: null,
      paths: new Map(),
      imageBases: new Map(),
      nextNumber: 1,
      nextProcessId: 0x1a2c,
      nextThreadId: 0x4a20,
      waits: null,
      waitOrder: 0,
      sectionCommit: 0,
      sectionRevision: 0,
      pageFile: emptyPageFile,
      paging: {
        reads: 0,
        pagesRead: 0,
        pageFileWrites: 0,
        pageFilePages: 0,
        fileWrites: 0,
        filePages: 0,
        trimmedPages: 0,
        repurposedPages: 0
      },
      calls: 0,
      ticks: 0,
      temporaryNames: 0
    }
  }

  /** A number for a new object, file or control area. */
  newNumber(): number {
    return this.system.nextNumber++
  }

  object(id: number): KernelObject | undefined {
    return find(this.system.objects, id)
  }

  setObject(object: KernelObject): void {
    this.system.objects = objectShape.insert(this.system.objects, object.id, object)
  }

  removeObject(id: number): void {
    this.system.objects = objectShape.remove(this.system.objects, id)
  }

  setName(name: string, object: number | null): void {
    const names = new Map(this.system.names)
    if (object === null) names.delete(name)
    else names.set(name, object)
    this.system.names = names
  }

  controlArea(id: number): ControlArea {
    return find(this.system.controlAreas, id)!
  }

  setControlArea(area: ControlArea): void {
    this.system.controlAreas = areaShape.insert(this.system.controlAreas, area.id, area)
  }

  removeControlArea(id: number): void {
    this.system.controlAreas = areaShape.remove(this.system.controlAreas, id)
  }

  /** Pages that are committed now, of all processes, sections and the system itself. */
  commitTotal(): number {
    let total = this.systemPages + this.system.sectionCommit
    for (const process of this.processes.values()) total += process.state.commitPages
    return total
  }

  /** Refuses a commitment that the page files and physical memory together cannot back. VirtualAlloc (MEM_COMMIT). */
  commitRefusal(pageCount: number): Refusal | null {
    if (this.commitTotal() + pageCount <= this.commitLimitPages) return null
    return refuse(
      k.STATUS_COMMITMENT_LIMIT,
      'commit-charge-stays-below-the-limit',
      `Committing ${pageCount} more pages would exceed the commit limit of ${this.commitLimitPages} pages: physical memory and page files together.`
    )
  }

  /** Gives a frame up, and the slot that has the same contents. */
  freePage(frame: number): void {
    const { slot } = this.frames.record(frame)
    if (slot !== 0) this.releaseSlot(slot)
    this.frames.free(frame)
  }

  /** Puts a page's contents into the page file: the slot, or 0 when it is full. */
  storePage(content: PageContent): number {
    const { contents } = this.frames
    const { pageFile } = this.system
    const stored = storeInSlot(pageFile, this.epoch, this.pageFileSlots, contents.freeze(content))
    if (stored === null) return 0
    this.system.pageFile = stored.file
    return stored.slot
  }

  releaseSlot(slot: number): void {
    this.system.pageFile = releaseSlot(this.system.pageFile, this.epoch, slot)
  }

  /** Counts what was moved. The counts are copied once in an epoch: kept moments have theirs. */
  countPaging(what: keyof PagingCounts, count: number): void {
    if (count === 0) return
    const { system, epoch } = this
    if (this.pagingEpoch !== epoch.current) {
      system.paging = { ...system.paging }
      this.pagingEpoch = epoch.current
    }
    system.paging[what] += count
  }

  /** Counts one transfer that brought so many pages. */
  countReading(pages: number): void {
    this.countPaging('reads', 1)
    this.countPaging('pagesRead', pages)
  }

  /** To be called when bytes or entries that processes may hold on to have changed. */
  flushTlbs(): void {
    for (const process of this.processes.values()) process.flushTlb()
  }

  /** A page that is written is no longer what the page file has of it. */
  makeDirty(frame: number): void {
    const { dirty, slot } = this.frames.record(frame)
    if (slot !== 0) {
      this.releaseSlot(slot)
      this.frames.setSlot(frame, 0)
    }
    if (!dirty) this.frames.setDirty(frame, true)
  }

  /** A frame's bytes for writing by the kernel; whoever held the former bytes lets go of them. */
  frameForWriting(frame: number): Uint8Array {
    this.makeDirty(frame)
    const { bytes, replaced } = this.frames.writable(frame)
    if (replaced) this.flushTlbs()
    return bytes
  }
}
