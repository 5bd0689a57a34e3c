import { FileStore } from './file-store'
import type { Kernel } from './kernel'

/** Pages that the modified page writer writes in one transfer. */
const CLUSTER = 16
/** Win32 calls between two rounds of the mapped page writer: its five minutes. */
const CALLS_BETWEEN_ROUNDS = 64

/**
 * Writes pages from the modified list where they belong, the oldest first; they go on to the standby list. How many were
 * written: a full page file takes no more. Windows Internals 7, ch. 5, Modified page writer.
 */
export function writeModified(kernel: Kernel, wanted: number): number {
  return writeList(kernel, wanted, false)
}

/** Writes all modified pages of files. Windows Internals 7, ch. 5, Modified page writer: mapped pages. */
export function writeMapped(kernel: Kernel): void {
  if (kernel.frames.count('modified') > 0) writeList(kernel, Infinity, true)
}

/** Every so many calls the mapped page writer has its turn, so that nothing stays unwritten for ever. */
export function passTheTime(kernel: Kernel): void {
  if (++kernel.system.calls % CALLS_BETWEEN_ROUNDS === 0) writeMapped(kernel)
}

function writeList(kernel: Kernel, wanted: number, filesOnly: boolean): number {
  const { frames } = kernel
  let toPageFile = 0
  let toFiles = 0
  for (let frame = frames.first('modified'); frame !== 0 && toPageFile + toFiles < wanted;) {
    const { next, owner } = frames.record(frame)
    if (owner === 'file') {
      saveToFile(kernel, frame)
      toFiles++
    } else if (!filesOnly && saveToPageFile(kernel, frame)) toPageFile++
    frame = next
  }
  kernel.countPaging('pageFileWrites', Math.ceil(toPageFile / CLUSTER))
  kernel.countPaging('pageFilePages', toPageFile)
  kernel.countPaging('fileWrites', Math.ceil(toFiles / CLUSTER))
  kernel.countPaging('filePages', toFiles)
  return toPageFile + toFiles
}

/** Writes a file's page to its disk, whether it is in use or not. */
export function saveToFile(kernel: Kernel, frame: number): void {
  const { id, page } = kernel.frames.record(frame)
  new FileStore(kernel).putOnDisk(id, page, kernel.frames.content(frame))
  kernel.frames.setDirty(frame, false)
}

function saveToPageFile(kernel: Kernel, frame: number): boolean {
  const slot = kernel.storePage(kernel.frames.content(frame))
  if (slot === 0) return false
  kernel.frames.setSlot(frame, slot)
  kernel.frames.setDirty(frame, false)
  return true
}
