import { PageContents, zeroContent, type PageContent } from './page-content'
import type { Epoch } from './page-table'
import { elementAt, withElement, type PersistentArray } from './persistent-array'

/** Bytes of a page. */
export const PAGE_SIZE = 4096
/** Pages of the allocation granularity, 64 KiB. */
export const GRANULARITY_PAGES = 16

/** Where a frame is: on one of the lists, or in use. Windows Internals 7, ch. 5, Page frame number database. */
export type FrameState = 'zeroed' | 'free' | 'standby' | 'modified' | 'active'

/** Which entry leads to a frame: what its PFN record has as the address of its PTE. */
export type FrameOwner =
  /** A page of a process's own; `id` is the letter's character code. */
  | 'process'
  /** A prototype PTE of a control area; `id` is its number. */
  | 'section'
  /** A page of a file's data; `id` is the file's number. */
  | 'file'
  /** A page table of a process; `page` is its key in `ProcessState.tables`. */
  | 'table'

/** A record of the PFN database: one page of physical memory. */
export interface Frame {
  readonly epoch: number
  state: FrameState
  /** How many valid PTEs lead here. */
  shares: number
  /** Held in memory by something other than a PTE: a page table, a transfer. */
  references: number
  /** Of the list that it goes to: 0 to 7. */
  priority: number
  /** Written since its contents were last saved where they come from. */
  dirty: boolean
  /** Page-file slot that has the same contents; 0 for none. */
  slot: number
  owner: FrameOwner
  id: number
  page: number
  /** Neighbours on its list; 0 for none. */
  previous: number
  next: number
}

/** All frames at one moment; copied by a snapshot, all it leads to is shared. */
export interface FramesState {
  /** By what a frame's number is above the first that can be handed out. */
  records: PersistentArray<Frame>
  /** By the same; none for zeros. Apart from the records, as what is in a page changes far more often. */
  contents: PersistentArray<PageContent>
  /** Head, tail and length of each list, by `listOf`. */
  lists: number[]
  listsEpoch: number
  /** Frames from here on were never used: they are zero. */
  untouched: number
}

/** How important a page is that nobody said anything about. Windows Internals 7, ch. 5, Page priority. */
export const NORMAL_PRIORITY = 5
const PRIORITIES = 8

const ZEROED = 0
const FREE = 1
const MODIFIED = 2
const STANDBY = 3
const LISTS = STANDBY + PRIORITIES

/**
 * The PFN database: what each page of physical memory is used for. It hands frames out and takes them back; who has to
 * give one up is decided elsewhere. Frame numbers start at 1; the first ones are the system's own.
 */
export class Frames {
  state: FramesState
  readonly contents: PageContents
  /** The first frame that can be handed out. */
  private readonly lowest: number

  constructor(
    private readonly epoch: Epoch,
    private readonly systemPages: number,
    readonly ramPages: number
  ) {
    this.contents = new PageContents(epoch)
    this.lowest = systemPages + 1
    this.state = {
      records: null,
      contents: null,
      lists: new Array<number>(LISTS * 3).fill(0),
      listsEpoch: epoch.current,
      untouched: systemPages + 1
    }
  }

  /** Frames that can be handed out as they are: zeroed and free ones. */
  ready(): number {
    const { state } = this
    return this.ramPages + 1 - state.untouched + state.lists[ZEROED * 3 + 2]! + state.lists[FREE * 3 + 2]!
  }

  /** Frames on a list; those that were never used count as zeroed. Standby frames of one priority, or of all. */
  count(state: Exclude<FrameState, 'active'>, priority?: number): number {
    const { lists, untouched } = this.state
    if (state === 'zeroed') return lists[ZEROED * 3 + 2]! + this.ramPages + 1 - untouched
    if (state === 'free') return lists[FREE * 3 + 2]!
    if (state === 'modified') return lists[MODIFIED * 3 + 2]!
    if (priority !== undefined) return lists[(STANDBY + priority) * 3 + 2]!
    let sum = 0
    for (let p = 0; p < PRIORITIES; p++) sum += lists[(STANDBY + p) * 3 + 2]!
    return sum
  }

  /** Frames that hold something: all but the zeroed and free ones and the system's. */
  used(): number {
    return this.ramPages - this.systemPages - this.ready()
  }

  /** What there is for whoever needs a page: zeroed, free and standby frames. Windows Internals 7, ch. 5, Available. */
  available(): number {
    return this.ready() + this.count('standby')
  }

  /** The first frame of a list, the one that goes first; 0 when it is empty. `standby`: of the lowest priority there is. */
  first(state: 'standby' | 'modified'): number {
    const { lists } = this.state
    if (state === 'modified') return lists[MODIFIED * 3]!
    for (let p = 0; p < PRIORITIES; p++)
      if (lists[(STANDBY + p) * 3 + 2]! > 0) return lists[(STANDBY + p) * 3]!
    return 0
  }

  /** Frame numbers of a list in its order. */
  *list(
    state: Exclude<FrameState, 'active'>,
    priority = NORMAL_PRIORITY
  ): Generator<number, void, undefined> {
    const index = state === 'standby' ? STANDBY + priority : listIndex[state]
    for (let frame = this.state.lists[index * 3]!; frame !== 0; frame = this.record(frame).next) yield frame
  }

  record(frame: number): Readonly<Frame> {
    return elementAt(this.state.records, frame - this.lowest)!
  }

  /** What is in a frame. */
  content(frame: number): PageContent {
    return elementAt(this.state.contents, frame - this.lowest) ?? zeroContent
  }

  private setContent(frame: number, content: PageContent): void {
    const { state, epoch } = this
    const stored = content === zeroContent ? undefined : content
    state.contents = withElement(state.contents, epoch, frame - this.lowest, stored)
  }

  /**
   * A frame of zeros for that entry, active and without shares: give it a share, or `settle` it. Whoever asks has made
   * sure that one is ready. Demand for zeros takes a zeroed frame first, anything else a free one.
   */
  allocate(owner: FrameOwner, id: number, page: number): number {
    const { state } = this
    const { lists } = state
    const list = lists[ZEROED * 3 + 2]! > 0 ? ZEROED : FREE
    if (list === FREE && state.untouched <= this.ramPages) return this.allocateUntouched(owner, id, page)
    const frame = lists[list * 3]!
    if (frame === 0) throw new Error('No frame is ready; one has to be made ready before.')
    // Whoever had it before has left nothing but its number.
    const record = this.edit(frame)
    this.unlink(list, record)
    record.state = 'active'
    record.priority = NORMAL_PRIORITY
    record.owner = owner
    record.id = id
    record.page = page
    return frame
  }

  private allocateUntouched(owner: FrameOwner, id: number, page: number): number {
    const frame = this.state.untouched++
    this.state.records = withElement(this.state.records, this.epoch, frame - this.lowest, {
      epoch: this.epoch.current,
      state: 'active',
      shares: 0,
      references: 0,
      priority: NORMAL_PRIORITY,
      dirty: false,
      slot: 0,
      owner,
      id,
      page,
      previous: 0,
      next: 0
    })
    return frame
  }

  /** The frame holds nothing any more, whoever had it. */
  free(frame: number): void {
    const record = this.edit(frame)
    if (record.state !== 'active') this.unlink(this.indexOf(record), record)
    record.state = 'free'
    record.shares = 0
    record.references = 0
    record.dirty = false
    record.slot = 0
    this.setContent(frame, zeroContent)
    this.link(FREE, frame, record)
    // The zero page thread wakes at eight free pages. Windows Internals 7, ch. 5, Page list dynamics.
    if (this.state.lists[FREE * 3 + 2]! >= 8) this.zeroFreeFrames()
  }

  /** The page's bytes, to be read only. */
  bytes(frame: number): Uint8Array {
    return this.contents.read(this.content(frame))
  }

  /** The page's bytes, to be written in this epoch. `replaced` tells that others who hold the former bytes must let go. */
  writable(frame: number): { readonly bytes: Uint8Array; readonly replaced: boolean } {
    const former = this.content(frame)
    const content = this.contents.writable(former)
    if (content === former) return { bytes: content.bytes, replaced: false }
    this.setContent(frame, content)
    return { bytes: content.bytes, replaced: true }
  }

  /** To be called when a frame's bytes will be read often from now on: they are there as they are. */
  unpack(frame: number): void {
    this.contents.unpack(this.content(frame))
  }

  /** Gives a frame contents that were kept elsewhere; they are never written in place. */
  fill(frame: number, content: PageContent): void {
    this.setContent(frame, content)
  }

  shares(frame: number): number {
    return this.record(frame).shares
  }

  /** One valid PTE more or less leads to the frame. The first takes it off its list, the last puts it on one. */
  share(frame: number, change: 1 | -1): void {
    const record = this.edit(frame)
    if (change === 1 && record.state !== 'active') this.activate(record)
    record.shares += change
    if (record.shares === 0) this.rest(frame, record)
  }

  /** Puts a frame that nobody uses on the list it belongs to; one in use stays where it is. */
  settle(frame: number): void {
    const record = this.edit(frame)
    if (record.state === 'active' && record.shares === 0) this.rest(frame, record)
  }

  /** Holds a frame in memory without a PTE. */
  hold(frame: number): void {
    const record = this.edit(frame)
    if (record.state !== 'active') this.activate(record)
    record.references++
    if (record.shares === 0) this.rest(frame, record)
  }

  /** Whether contents have to be saved before the frame can be used for something else; moves it to the list it belongs to. */
  setDirty(frame: number, dirty: boolean): void {
    if (this.record(frame).dirty === dirty) return
    const record = this.edit(frame)
    record.dirty = dirty
    this.place(frame, record)
  }

  setPriority(frame: number, priority: number): void {
    if (this.record(frame).priority === priority) return
    const record = this.edit(frame)
    if (record.state === 'standby') {
      this.activate(record)
      record.priority = priority
      this.rest(frame, record)
    } else record.priority = priority
  }

  setSlot(frame: number, slot: number): void {
    if (this.record(frame).slot !== slot) this.edit(frame).slot = slot
  }

  private place(frame: number, record: Frame): void {
    if (record.state !== 'standby' && record.state !== 'modified') return
    this.activate(record)
    this.rest(frame, record)
  }

  private rest(frame: number, record: Frame): void {
    if (record.references > 0) return
    record.state = record.dirty ? 'modified' : 'standby'
    this.link(this.indexOf(record), frame, record)
  }

  private activate(record: Frame): void {
    this.unlink(this.indexOf(record), record)
    record.state = 'active'
  }

  /** The whole list goes over as it is, behind the zeroed frames that there are. */
  private zeroFreeFrames(): void {
    const lists = this.ends()
    const head = lists[FREE * 3]!
    const tail = lists[ZEROED * 3 + 1]!
    for (let frame = head; frame !== 0;) {
      const record = this.edit(frame)
      record.state = 'zeroed'
      frame = record.next
    }
    this.edit(head).previous = tail
    if (tail === 0) lists[ZEROED * 3] = head
    else this.edit(tail).next = head
    lists[ZEROED * 3 + 1] = lists[FREE * 3 + 1]!
    lists[ZEROED * 3 + 2]! += lists[FREE * 3 + 2]!
    lists.fill(0, FREE * 3, FREE * 3 + 3)
  }

  private indexOf(record: Frame): number {
    return record.state === 'standby'
      ? STANDBY + record.priority
      : listIndex[record.state as keyof typeof listIndex]
  }

  private link(list: number, frame: number, record: Frame): void {
    const lists = this.ends()
    const tail = lists[list * 3 + 1]!
    record.previous = tail
    record.next = 0
    if (tail === 0) lists[list * 3] = frame
    else this.edit(tail).next = frame
    lists[list * 3 + 1] = frame
    lists[list * 3 + 2]!++
  }

  private unlink(list: number, record: Frame): void {
    const lists = this.ends()
    const { previous, next } = record
    if (previous === 0) lists[list * 3] = next
    else this.edit(previous).next = next
    if (next === 0) lists[list * 3 + 1] = previous
    else this.edit(next).previous = previous
    lists[list * 3 + 2]!--
    record.previous = 0
    record.next = 0
  }

  private ends(): number[] {
    const { state, epoch } = this
    if (state.listsEpoch !== epoch.current) {
      state.lists = state.lists.slice()
      state.listsEpoch = epoch.current
    }
    return state.lists
  }

  private edit(frame: number): Frame {
    const record = elementAt(this.state.records, frame - this.lowest)!
    if (record.epoch === this.epoch.current) return record
    const own = { ...record, epoch: this.epoch.current }
    this.state.records = withElement(this.state.records, this.epoch, frame - this.lowest, own)
    return own
  }
}

const listIndex = { zeroed: ZEROED, free: FREE, modified: MODIFIED } as const
