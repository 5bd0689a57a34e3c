import { basename, dirname } from 'node:path'
import { previewedLab } from '../../../shared/contract/previewed-lab'
import { LabLibrary } from '../labs/lab-library'

/** The labs of the course, and the one that an author previews in a window: it is read from its folder each time. */
export class PreviewLibrary implements Pick<LabLibrary, 'list' | 'lab'> {
  /** The folder of the lab that is previewed; null for none. */
  previewed: string | null = null
  private readonly libraries = new Map<string, LabLibrary>()

  constructor(private readonly course: LabLibrary) {}

  list(): ReturnType<LabLibrary['list']> {
    return this.course.list()
  }

  lab(id: string): ReturnType<LabLibrary['lab']> {
    if (id !== previewedLab || this.previewed === null) return this.course.lab(id)
    return this.inFolder(this.previewed)
  }

  /** The lab of a folder. */
  inFolder(folder: string): ReturnType<LabLibrary['lab']> {
    const parent = dirname(folder)
    const library = this.libraries.get(parent) ?? new LabLibrary(parent)
    this.libraries.set(parent, library)
    return library.lab(basename(folder))
  }
}
