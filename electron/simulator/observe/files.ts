import type { FileList, ShownFile } from '../../../shared/contract/memory-machine'
import type { FileRecord } from '../file-store'
import { eachFrame } from '../page-table'
import { values } from '../persistent-tree'
import { partOf, type ObservedMachine } from './observed-machine'

/** The machine's files. Only those of the part are looked into. */
export function fileList(machine: ObservedMachine, offset: number, count: number): FileList {
  const { entries, total } = partOf([...values(machine.snapshot.system.files)], offset, count)
  return { offset, total, files: entries.map((file) => shown(machine, file)) }
}

function shown(machine: ObservedMachine, file: FileRecord): ShownFile {
  let cachedPages = 0
  let dirtyPages = 0
  eachFrame(file.pages, 0, 512 ** 3, (_page, _flags, frame) => {
    cachedPages++
    if (machine.kernel.frames.record(frame).dirty) dirtyPages++
  })
  const { id, path, size, attributes, handles, deletePending, dataArea, imageArea } = file
  return {
    ...{ id, path, size, attributes, handles, deletePending, dataArea, imageArea },
    cachedPages,
    dirtyPages
  }
}
