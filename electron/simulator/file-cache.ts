import { eachPart, FileStore } from './file-store'
import { PAGE_SIZE } from './frames'
import type { Kernel } from './kernel'
import { makeReady } from './memory-supply'
import { saveToFile } from './modified-writer'
import { eachFrame, flagsAt, frameAt } from './page-table'
import { PTE_FRAME } from './pte'

/** How a page came to be in memory. */
export type Arrival = 'soft' | 'hard' | 'demandZero'

/**
 * The frame that holds a page of a file. A page that has to be read brings its neighbours behind it along, which wait on the
 * standby list. Null when there is no memory to be had. Windows Internals 7, ch. 5, Clustered page faults.
 */
export function bringFilePage(
  kernel: Kernel,
  id: number,
  page: number
): { readonly frame: number; readonly how: Arrival } | null {
  const files = new FileStore(kernel)
  const present = files.get(id)
  if (flagsAt(present.pages, page) & PTE_FRAME) return { frame: frameAt(present.pages, page), how: 'soft' }
  const { clusterPages } = kernel.settings
  if (!makeReady(kernel, clusterPages)) return null
  const file = files.get(id)
  const end = Math.min(page + clusterPages, Math.max(Math.ceil(file.size / PAGE_SIZE), page + 1))
  let at = page
  for (; at < end; at++) {
    if (at > page && flagsAt(files.get(id).pages, at) & PTE_FRAME) break
    const frame = kernel.frames.allocate('file', id, at)
    kernel.frames.fill(frame, files.diskContent(id, at))
    files.remember(id, at, frame)
    if (at > page) kernel.frames.settle(frame)
  }
  kernel.countReading(at - page)
  return { frame: frameAt(files.get(id).pages, page), how: 'hard' }
}

/** ReadFile's bytes, through the cache. Windows Internals 7, ch. 5 and 14: cached reads map the file's own pages. */
export function readFile(kernel: Kernel, id: number, offset: number, length: number): Uint8Array {
  const files = new FileStore(kernel)
  const { size } = files.get(id)
  const bytes = new Uint8Array(Math.max(Math.min(length, size - offset), 0))
  eachPart(offset, bytes.length, (page, at, done, count) => {
    const brought = bringFilePage(kernel, id, page)
    const source =
      brought === null ? files.pageBytes(files.get(id), page) : kernel.frames.bytes(brought.frame)
    bytes.set(source.subarray(at, at + count), done)
    if (brought !== null) kernel.frames.settle(brought.frame)
  })
  return bytes
}

/** WriteFile's bytes, into the cache; makes the file longer where they end behind it. The writer brings them to the disk. */
export function writeFile(kernel: Kernel, id: number, offset: number, bytes: Uint8Array): void {
  const files = new FileStore(kernel)
  if (offset + bytes.length > files.get(id).size) files.resize(id, offset + bytes.length)
  eachPart(offset, bytes.length, (page, at, done, count) => {
    const frame = frameToWrite(kernel, id, page, count === PAGE_SIZE)
    const part = bytes.subarray(done, done + count)
    if (frame === null) {
      files.writeDisk(id, offset + done, part)
      return
    }
    kernel.frameForWriting(frame).set(part, at)
    kernel.frames.settle(frame)
  })
}

/** A page that is written as a whole need not be read before. */
function frameToWrite(kernel: Kernel, id: number, page: number, whole: boolean): number | null {
  const files = new FileStore(kernel)
  if (!whole || flagsAt(files.get(id).pages, page) & PTE_FRAME)
    return bringFilePage(kernel, id, page)?.frame ?? null
  if (!makeReady(kernel, 1)) return null
  const frame = kernel.frames.allocate('file', id, page)
  files.remember(id, page, frame)
  return frame
}

/** Writes what was changed in pages [start, end) of a file to its disk. FlushViewOfFile, FlushFileBuffers. */
export function flushFile(kernel: Kernel, id: number, start = 0, end = 512 ** 3): void {
  const dirty: number[] = []
  eachFrame(new FileStore(kernel).get(id).pages, start, end, (_page, _flags, frame) => {
    if (kernel.frames.record(frame).dirty) dirty.push(frame)
  })
  if (dirty.length === 0) return
  for (const frame of dirty) saveToFile(kernel, frame)
  kernel.countPaging('fileWrites', 1)
  kernel.countPaging('filePages', dirty.length)
  // Who writes such a page again makes it dirty again, and has to come by for that.
  kernel.flushTlbs()
}
