import type { Kernel } from './kernel'
import { PAGE_SIZE } from './frames'
import { emptyTable, flagsAt, frameAt, eachFrame, setEntry, updateEntries, type PageNode } from './page-table'
import { wholeContent, zeroContent, type PageContent } from './page-content'
import { elementAt, withElement, type PersistentArray } from './persistent-array'
import { find, plainShape } from './persistent-tree'
import { PTE_COMMITTED, PTE_FRAME } from './pte'

/** A file: what its disk holds, and the pages of it that are in memory. These are the prototype PTEs of its data control area, so views, ReadFile and WriteFile see the same bytes. Windows Internals 7, ch. 5, Section objects. */
export interface FileRecord {
  readonly id: number
  /** As it was created: `C:\Users\Learner\AppData\Local\Temp\lab1.TMP`. */
  readonly path: string
  readonly size: number
  /** What is in memory. */
  readonly pages: PageNode
  /** What is on the disk, by page; gaps are zeros. */
  readonly disk: PersistentArray<PageContent>
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
      disk: null,
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

  /** Bytes as a program would read them now, without bringing anything into memory. */
  look(id: number, offset: number, length: number): Uint8Array {
    const file = this.get(id)
    const bytes = new Uint8Array(Math.max(Math.min(length, file.size - offset), 0))
    eachPart(offset, bytes.length, (page, at, done, count) => {
      bytes.set(this.pageBytes(file, page).subarray(at, at + count), done)
    })
    return bytes
  }

  /** A page's bytes, from memory or from the disk; to be read only. */
  pageBytes(file: FileRecord, page: number): Uint8Array {
    return flagsAt(file.pages, page) & PTE_FRAME
      ? this.kernel.frames.bytes(frameAt(file.pages, page))
      : this.kernel.frames.contents.read(elementAt(file.disk, page) ?? zeroContent)
  }

  /** What is on the disk of a page. */
  diskContent(id: number, page: number): PageContent {
    return elementAt(this.get(id).disk, page) ?? zeroContent
  }

  /** Puts a page's contents on the disk; what lies behind the file's end is no part of it. */
  putOnDisk(id: number, page: number, content: PageContent): void {
    const file = this.get(id)
    const { contents } = this.kernel.frames
    const inFile = file.size - page * PAGE_SIZE
    if (inFile <= 0) return
    const frozen = contents.freeze(content)
    const kept = inFile >= PAGE_SIZE ? frozen : wholeContent(contents.read(frozen).subarray(0, inFile))
    this.set({ ...file, disk: withElement(file.disk, this.kernel.epoch, page, kept) })
  }

  /** Puts bytes on the disk, past memory; those behind the file's end are no part of it. */
  writeDisk(id: number, offset: number, bytes: Uint8Array): void {
    const { size } = this.get(id)
    const { contents } = this.kernel.frames
    eachPart(offset, Math.max(Math.min(bytes.length, size - offset), 0), (page, at, done, count) => {
      const whole = contents.read(this.diskContent(id, page)).slice()
      whole.set(bytes.subarray(done, done + count), at)
      this.putOnDisk(id, page, wholeContent(whole))
    })
  }

  /** A page of the file is in memory now, in that frame. */
  remember(id: number, page: number, frame: number): void {
    const file = this.get(id)
    const pages = setEntry(file.pages, this.kernel.epoch, page, PTE_COMMITTED | PTE_FRAME, frame)
    this.set({ ...file, pages })
  }

  /** A page of the file is no longer in memory. */
  forget(id: number, page: number): void {
    const file = this.get(id)
    this.set({ ...file, pages: setEntry(file.pages, this.kernel.epoch, page, 0, 0) })
  }

  /** Makes the file longer (with zeros) or shorter. */
  resize(id: number, size: number): void {
    const file = this.get(id)
    if (size < file.size) this.dropPages(file, Math.ceil(size / PAGE_SIZE))
    // What a view wrote behind the old end never became part of the file: it is zero when the file gets there.
    const from = Math.min(size, file.size)
    const page = Math.floor(from / PAGE_SIZE)
    if (from % PAGE_SIZE !== 0 && size !== file.size) {
      const { pages, disk } = this.get(id)
      if (flagsAt(pages, page) & PTE_FRAME)
        this.kernel.frameForWriting(frameAt(pages, page)).fill(0, from % PAGE_SIZE)
      const stored = elementAt(disk, page)
      if (stored !== undefined) {
        const kept = wholeContent(this.kernel.frames.contents.read(stored).subarray(0, from % PAGE_SIZE))
        this.set({ ...this.get(id), disk: withElement(disk, this.kernel.epoch, page, kept) })
      }
    }
    this.set({ ...this.get(id), size })
  }

  private dropPages(file: FileRecord, firstPage: number): void {
    const { kernel } = this
    const last = 512 ** 3
    eachFrame(file.pages, firstPage, last, (_page, _flags, frame) => kernel.freePage(frame))
    let { disk } = file
    const diskEnd = Math.ceil(file.size / PAGE_SIZE)
    for (let page = firstPage; page < diskEnd; page++)
      if (elementAt(disk, page) !== undefined) disk = withElement(disk, kernel.epoch, page, undefined)
    this.set({ ...file, disk, pages: updateEntries(file.pages, kernel.epoch, firstPage, last, () => 0) })
  }
}

/** Visits the pages that a range of a file lies in: page, offset in it, offset in the range, bytes. */
export function eachPart(
  offset: number,
  length: number,
  visit: (page: number, at: number, done: number, count: number) => void
): void {
  for (let done = 0; done < length;) {
    const page = Math.floor((offset + done) / PAGE_SIZE)
    const at = (offset + done) % PAGE_SIZE
    const count = Math.min(PAGE_SIZE - at, length - done)
    visit(page, at, done, count)
    done += count
  }
}
