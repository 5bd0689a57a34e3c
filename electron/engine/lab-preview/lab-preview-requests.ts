import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import type { LabPreviewRequestName } from '../../../shared/contract/lab-preview-requests'
import { readFailure } from '../documents'
import { digestOf } from '../labs/digest'
import { labFileName } from '../labs/load-labs'
import type { Machine } from '../process-host'
import { done, refused, type Handlers } from '../serve'
import type { Works } from '../works'
import type { PreviewLibrary } from './preview-library'
import { workOut } from './work-out'

/** What authors' previews are made from. */
export interface PreviewSource {
  readonly library: PreviewLibrary
  readonly machines: readonly Machine[]
  readonly works: Works
}

/** The handlers of previewing a lab. */
export function labPreviewHandlers({
  library,
  machines,
  works
}: PreviewSource): Pick<Handlers, LabPreviewRequestName> {
  return {
    'labs/preview-folder': async ({ path }) => {
      if (!isAbsolute(path)) return refused(`${path} is not a whole path. Name the folder from its root.`)
      const folder = basename(path) === labFileName ? dirname(resolve(path)) : resolve(path)
      const stamp = await stampOf(folder)
      if (!stamp.ok) return refused(stamp.reason)
      library.previewed = folder
      return done({ folder, stamp: stamp.stamp })
    },
    'labs/preview-stamp': async ({ folder }) => {
      const stamp = await stampOf(folder)
      return stamp.ok ? done({ stamp: stamp.stamp }) : refused(stamp.reason)
    },
    'labs/preview-answers': async ({ folder }) => {
      const lab = await library.inFolder(folder)
      if (lab === null) return refused(`There is no ${labFileName} in ${folder}.`)
      if (!lab.ok) return refused('The lab has mistakes. Once they are gone, its answers can be worked out.')
      const items = await works.during('Working out the answers', (work, signal) =>
        workOut(lab.value.lab, machines, work, signal)
      )
      if (items === null) return refused('Cancelled: the answers were not worked out.')
      return done({ version: lab.value.version, items })
    }
  }
}

/** What changes when a file of a lab's folder does: names, sizes and times of what a lab is made of. */
async function stampOf(
  folder: string
): Promise<{ readonly ok: true; readonly stamp: string } | { readonly ok: false; readonly reason: string }> {
  const labFile = join(folder, labFileName)
  try {
    const about = await stat(folder)
    if (!about.isDirectory())
      return {
        ok: false,
        reason: `${folder} is no folder. Name a lab’s folder, or the ${labFileName} in it.`
      }
    const names = (await readdir(folder)).filter((name) => name === labFileName || name.endsWith('.c')).sort()
    if (!names.includes(labFileName))
      return { ok: false, reason: `There is no ${labFileName} in ${folder}. A lab is a folder with one.` }
    const stamps = await Promise.all(
      names.map(async (name) => {
        const { mtimeMs, size } = await stat(join(folder, name))
        return `${name} ${mtimeMs} ${size}`
      })
    )
    return { ok: true, stamp: digestOf(...stamps) }
  } catch (error) {
    // An editor that replaces a file takes it away for a moment.
    const path = (error as NodeJS.ErrnoException).path ?? labFile
    return { ok: false, reason: readFailure(path, error) }
  }
}
