import type { Epoch } from './page-table'

/** Bytes of a page. */
export const PAGE_SIZE = 4096
/** Pages of the allocation granularity, 64 KiB. */
export const GRANULARITY_PAGES = 16

/** A record of the PFN database: one page of physical memory. */
interface Frame {
  readonly epoch: number
  /** Which epoch may write the bytes in place. */
  bytesEpoch: number
  bytes: Uint8Array
  /** How many valid PTEs lead here. */
  shares: number
}

interface Chunk {
  readonly epoch: number
  readonly frames: (Frame | undefined)[]
}

interface FreeFrame {
  readonly frame: number
  readonly next: FreeFrame | null
}

/** All frames at one moment; copied whole by a snapshot. */
export interface FramesState {
  chunks: Chunk[]
  chunksEpoch: number
  free: FreeFrame | null
  next: number
  used: number
}

/** What every fresh frame shows until it is written; never changed. */
const zeroPage = new Uint8Array(PAGE_SIZE)

/** The PFN database. Frame numbers start at 1. */
export class Frames {
  state: FramesState

  constructor(private readonly epoch: Epoch) {
    this.state = { chunks: [], chunksEpoch: epoch.current, free: null, next: 1, used: 0 }
  }

  /** A frame of zeros. */
  allocate(): number {
    const { state } = this
    let frame: number
    if (state.free !== null) {
      frame = state.free.frame
      state.free = state.free.next
    } else frame = state.next++
    this.chunkFor(frame).frames[frame & 511] = {
      epoch: this.epoch.current,
      bytesEpoch: -1,
      bytes: zeroPage,
      shares: 0
    }
    state.used++
    return frame
  }

  free(frame: number): void {
    this.chunkFor(frame).frames[frame & 511] = undefined
    this.state.free = { frame, next: this.state.free }
    this.state.used--
  }

  /** The page's bytes, to be read only. */
  bytes(frame: number): Uint8Array {
    return this.state.chunks[frame >>> 9]!.frames[frame & 511]!.bytes
  }

  /** The page's bytes, to be written in this epoch. `replaced` tells that others who hold the former bytes must let go. */
  writable(frame: number): { readonly bytes: Uint8Array; readonly replaced: boolean } {
    const record = this.edit(frame)
    if (record.bytesEpoch === this.epoch.current) return { bytes: record.bytes, replaced: false }
    record.bytes = record.bytes === zeroPage ? new Uint8Array(PAGE_SIZE) : record.bytes.slice()
    record.bytesEpoch = this.epoch.current
    return { bytes: record.bytes, replaced: true }
  }

  shares(frame: number): number {
    return this.state.chunks[frame >>> 9]!.frames[frame & 511]!.shares
  }

  share(frame: number, change: 1 | -1): void {
    this.edit(frame).shares += change
  }

  private edit(frame: number): Frame {
    const { frames } = this.chunkFor(frame)
    const record = frames[frame & 511]!
    if (record.epoch === this.epoch.current) return record
    const own = { ...record, epoch: this.epoch.current }
    frames[frame & 511] = own
    return own
  }

  private chunkFor(frame: number): Chunk {
    const { state, epoch } = this
    if (state.chunksEpoch !== epoch.current) {
      state.chunks = state.chunks.slice()
      state.chunksEpoch = epoch.current
    }
    const index = frame >>> 9
    const chunk = state.chunks[index]
    if (chunk?.epoch === epoch.current) return chunk
    const own = { epoch: epoch.current, frames: chunk?.frames.slice() ?? [] }
    state.chunks[index] = own
    return own
  }
}
