import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { LabSummary } from '../../../shared/contract/labs'
import { readHead, type Lab } from '../../../shared/labs/format'
import { labFileName, labVersion, loadLab, readLabFolder } from './load-labs'

/** A lab with the digest of its files. */
export interface VersionedLab {
  readonly lab: Lab
  readonly version: string
}

/** The labs that come with the app; each is read when it is first wanted, and again when its files changed. */
export class LabLibrary {
  private readonly read = new Map<
    string,
    { readonly version: string; readonly loaded: Promise<Awaited<ReturnType<typeof loadLab>>> }
  >()

  constructor(readonly folder: string) {}

  /** The labs' heads, in their order. */
  async list(): Promise<readonly Omit<LabSummary, 'progress'>[]> {
    const entries = await readdir(this.folder).catch(() => [])
    const found: Omit<LabSummary, 'progress'>[] = []
    for (const id of entries.sort()) {
      const text = await readFile(join(this.folder, id, labFileName), 'utf8').catch(() => null)
      if (text === null) continue
      const { head, items, problem } = readHead(text)
      const { title, goal, minutes, needs } = head
      found.push({ ...{ id, title: title || id, goal, minutes, needs }, items, problem })
    }
    return found
  }

  /** A lab by the name of its folder; what is wrong with it, or null where there is none of that name. */
  async lab(
    id: string
  ): Promise<
    | { readonly ok: true; readonly value: VersionedLab }
    | { readonly ok: false; readonly problems: readonly Diagnostic[] }
    | null
  > {
    const path = join(this.folder, id)
    if ((await stat(join(path, labFileName)).catch(() => null)) === null) return null
    const files = await readLabFolder(path)
    if (!files.ok) return files
    const version = labVersion(files.folder.text, files.folder.programs)
    let known = this.read.get(id)
    if (known?.version !== version) {
      known = { version, loaded: loadLab(path, this.folder) }
      this.read.set(id, known)
    }
    const reading = await known.loaded
    return reading.ok ? { ok: true, value: { lab: reading.lab, version } } : reading
  }
}
