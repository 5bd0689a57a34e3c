import type { Kernel } from './kernel'
import { PAGE_SIZE } from './frames'
import { emptyTable, flagsAt, frameAt, eachFrame, setEntry, updateEntries, type PageNode } from './page-table'
import { find, plainShape } from './persistent-tree'
import { PTE_COMMITTED, PTE_FRAME } from './pte'

/** A file on the machine's disk. Its pages are the prototype PTEs of its data control area, so views and ReadFile see the same bytes. */
export interface FileRecord {
  readonly id: number
  /** As it was created: `C:\Users\Learner\AppData\Local\Temp\lab1.TMP`. */
  readonly path: string
  readonly size: number
  readonly pages: PageNode
  readonly attributes: number
  /** Open handles (file objects). */
  readonly handles: number
  readonly deletePending: boolean
  /** Control areas of sections of this file; 0 for none. */
  readonly dataArea: number
  readonly imageArea: number
}

const shape = plainShape<FileRecord>()

export const temporaryFolder = 'C:\\Users\\Learner\\AppData\\Local\\Temp\\'
export const systemFolder = 'C:\\Windows\\System32'
export const programFolder = 'C:\\VadLab'
const folders = new Set(
  [
    'C:',
    'C:\\VadLab',
    'C:\\Windows',
    'C:\\Windows\\System32',
    'C:\\Users',
    'C:\\Users\\Learner',
    'C:\\Users\\Learner\\AppData',
    'C:\\Users\\Learner\\AppData\\Local',
    'C:\\Users\\Learner\\AppData\\Local\\Temp'
  ].map((path) => path.toLowerCase())
)

/** A path in full, without `.` and `..`; relative ones start at the program's folder. */
export function fullPath(path: string): string {
  const slashed = path.replaceAll('/', '\\').replace(/^\\\\\?\\/, '')
  const absolute = /^[A-Za-z]:/.test(slashed)
    ? slashed
    : slashed.startsWith('\\')
      ? `C:${slashed}`
      : `${programFolder}\\${slashed}`
  const parts: string[] = []
  for (const part of absolute.split('\\')) {
    if (part === '..') {
      if (parts.length > 1) parts.pop()
    } else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('\\')
}

export function isFolder(path: string): boolean {
  return folders.has(path.toLowerCase())
}

/** The part of a path before its last backslash. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('\\'), 0))
}

/** The part of a path behind its last backslash. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1)
}

/** The machine's files. */
export class FileStore {
  constructor(private readonly kernel: Kernel) {}

  get(id: number): FileRecord {
    return find(this.kernel.system.files, id)!
  }

  set(file: FileRecord): void {
    this.kernel.system.files = shape.insert(this.kernel.system.files, file.id, file)
  }

  /** Paths are the same whatever their case. */
  byPath(path: string): FileRecord | undefined {
    const id = this.kernel.system.paths.get(path.toLowerCase())
    return id === undefined ? undefined : this.get(id)
  }

  create(path: string, attributes: number): FileRecord {
    const { kernel } = this
    const file: FileRecord = {
      id: kernel.newNumber(),
      path,
      size: 0,
      pages: emptyTable(kernel.epoch, 2),
      attributes,
      handles: 0,
      deletePending: false,
      dataArea: 0,
      imageArea: 0
    }
    this.set(file)
    kernel.system.paths = new Map(kernel.system.paths).set(path.toLowerCase(), file.id)
    return file
  }

  remove(file: FileRecord): void {
    const { kernel } = this
    this.dropPages(file, 0)
    kernel.system.files = shape.remove(kernel.system.files, file.id)
    this.unlink(file)
  }

  /** Takes a file's path away; whoever has it open keeps it. */
  unlink(file: FileRecord): void {
    const { kernel } = this
    const paths = new Map(kernel.system.paths)
    paths.delete(file.path.toLowerCase())
    kernel.system.paths = paths
  }

  read(id: number, offset: number, length: number): Uint8Array {
    const file = this.get(id)
    const bytes = new Uint8Array(Math.max(Math.min(length, file.size - offset), 0))
    for (let done = 0; done < bytes.length;) {
      const page = Math.floor((offset + done) / PAGE_SIZE)
      const at = (offset + done) % PAGE_SIZE
      const count = Math.min(PAGE_SIZE - at, bytes.length - done)
      if (flagsAt(file.pages, page) & PTE_FRAME) {
        const frame = this.kernel.frames.bytes(frameAt(file.pages, page))
        bytes.set(frame.subarray(at, at + count), done)
      }
      done += count
    }
    return bytes
  }

  /** Writes bytes and makes the file longer where they end behind it. */
  write(id: number, offset: number, bytes: Uint8Array): void {
    if (offset + bytes.length > this.get(id).size) this.resize(id, offset + bytes.length)
    for (let done = 0; done < bytes.length;) {
      const page = Math.floor((offset + done) / PAGE_SIZE)
      const at = (offset + done) % PAGE_SIZE
      const count = Math.min(PAGE_SIZE - at, bytes.length - done)
      this.kernel.frameForWriting(this.framePage(id, page)).set(bytes.subarray(done, done + count), at)
      done += count
    }
  }

  /** Makes the file longer (with zeros) or shorter. */
  resize(id: number, size: number): void {
    const file = this.get(id)
    if (size < file.size) {
      this.dropPages(file, Math.ceil(size / PAGE_SIZE))
    }
    // What a view wrote behind the old end never became part of the file: it is zero when the file gets there.
    const from = Math.min(size, file.size)
    const page = Math.floor(from / PAGE_SIZE)
    if (from % PAGE_SIZE !== 0 && size !== file.size && flagsAt(file.pages, page) & PTE_FRAME) {
      this.kernel.frameForWriting(frameAt(file.pages, page)).fill(0, from % PAGE_SIZE)
    }
    this.set({ ...this.get(id), size })
  }

  /** The frame that holds a page of the file; brought in when there is none. */
  framePage(id: number, page: number): number {
    const file = this.get(id)
    if (flagsAt(file.pages, page) & PTE_FRAME) return frameAt(file.pages, page)
    const frame = this.kernel.frames.allocate()
    this.set({
      ...file,
      pages: setEntry(file.pages, this.kernel.epoch, page, PTE_COMMITTED | PTE_FRAME, frame)
    })
    return frame
  }

  private dropPages(file: FileRecord, firstPage: number): void {
    const { kernel } = this
    const last = 512 ** 3
    eachFrame(file.pages, firstPage, last, (_page, _flags, frame) => kernel.frames.free(frame))
    this.set({ ...file, pages: updateEntries(file.pages, kernel.epoch, firstPage, last, () => 0) })
  }
}
