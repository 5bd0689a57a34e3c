import type { ShownControlArea, ShownView } from '../../shared/contract/memory-machine'
import type { ProcessLetter } from '../../shared/contract/observation'
import { regionOf, regionsOf, type RegionTree } from '../../shared/contract/region-tree'
import type { CallRecord, StepRecord } from '../../shared/contract/step'
import { namedConstants as k } from '../../shared/win32/constants'

interface CalledMoment {
  readonly step: StepRecord | null
  readonly processes: ReadonlyMap<ProcessLetter, { readonly processId: number; readonly regions: RegionTree }>
}

interface Section {
  readonly object: number
  readonly name: string | null
  readonly size: number
  readonly protect: number
  readonly attributes: number
  /** Null for a pagefile section. */
  readonly path: string | null
}

interface View {
  readonly section: Section
  readonly process: ProcessLetter
  readonly offset: number
  readonly access: ShownView['access']
}

type Handle =
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'process'; readonly letter: ProcessLetter }

const pageSize = 4096
const pseudoProcess = 0xffffffffffffffffn
const attributeBits = 0xffffff00

/**
 * Which views show the same section, as the program's own calls tell it: by handle, name and file. Real Windows names a
 * section's pages to nobody, but whoever mapped it knows what he mapped. Views that no recorded call made are not there.
 */
export function sectionsByCalls(moments: readonly CalledMoment[]): ShownControlArea[] {
  const calls = new CalledSections()
  for (const { step, processes } of moments) if (step !== null) calls.follow(step, processes)
  const last = moments.at(-1)
  return last === undefined ? [] : calls.areas(last.processes)
}

class CalledSections {
  private readonly handles = new Map<string, Handle>()
  private readonly names = new Map<string, Section>()
  /** By process and base address. */
  private readonly views = new Map<string, View & { readonly base: number }>()
  private objects = 0

  follow({ process, calls }: StepRecord, processes: CalledMoment['processes']): void {
    for (const call of calls) {
      if (call.exception !== null) continue
      if (/^CreateFile[AW2]$/.test(call.name)) this.openFile(process, call)
      else if (/^CreateFileMapping/.test(call.name)) this.createSection(process, call)
      else if (/^OpenFileMapping/.test(call.name)) this.openSection(process, call)
      else if (/^MapViewOfFile/.test(call.name)) this.mapView(process, call)
      else if (call.name === 'OpenProcess') this.openProcess(process, call, processes)
      else if (call.name === 'DuplicateHandle') this.duplicate(process, call)
      else if (call.name === 'CloseHandle' && !call.failed)
        this.handles.delete(handleKey(process, call, 'hObject'))
    }
  }

  areas(processes: CalledMoment['processes']): ShownControlArea[] {
    const areas = new Map<string, { sections: Set<Section>; views: ShownView[] }>()
    const areaOf = (section: Section): { sections: Set<Section>; views: ShownView[] } => {
      // Data sections of one file show the same pages; pagefile sections have their own.
      const image = (section.attributes & k.SEC_IMAGE) !== 0
      const key = section.path === null ? `#${section.object}` : `${image} ${section.path.toLowerCase()}`
      const area = areas.get(key) ?? { sections: new Set(), views: [] }
      areas.set(key, area)
      return area
    }
    for (const handle of this.handles.values())
      if (handle.kind === 'section') areaOf(handle.section).sections.add(handle.section)
    for (const view of this.views.values()) {
      const shown = shownView(view, processes.get(view.process)?.regions ?? null)
      if (shown === null) continue
      const area = areaOf(view.section)
      area.sections.add(view.section)
      area.views.push(shown)
    }
    return [...areas.values()].map(({ sections, views }, index) => {
      const all = [...sections]
      const { path, attributes } = all[0]!
      const size = Math.max(...all.map((section) => section.size))
      return {
        id: index + 1,
        kind: path === null ? 'pagefile' : attributes & k.SEC_IMAGE ? 'image' : 'data',
        path,
        pages: Math.ceil(size / pageSize),
        committedPages: -1,
        presentPages: -1,
        sections: all.map((section) => ({
          object: section.object,
          name: section.name,
          size: section.size,
          protect: section.protect,
          attributes: section.attributes,
          handles: this.handlesOf(section)
        })),
        views,
        writers: views.filter(({ access }) => access === 'write').length,
        subsections: []
      }
    })
  }

  private handlesOf(section: Section): { process: ProcessLetter; handle: number }[] {
    return [...this.handles].flatMap(([key, handle]) =>
      handle.kind === 'section' && handle.section === section
        ? [{ process: key[0] as ProcessLetter, handle: Number(key.slice(1)) }]
        : []
    )
  }

  private openFile(process: ProcessLetter, call: CallRecord): void {
    const path = textArgument(call, 'lpFileName')
    if (!call.failed && path !== null)
      this.handles.set(process + BigInt(call.result.raw), { kind: 'file', path })
  }

  private createSection(process: ProcessLetter, call: CallRecord): void {
    if (call.failed) return
    const name = sectionName(textArgument(call, 'lpName', 'Name'))
    const known = name === null ? undefined : this.names.get(name)
    // CreateFileMapping opens what is there under the name and says so by its last error.
    const section =
      known !== undefined && call.lastError === k.ERROR_ALREADY_EXISTS
        ? known
        : this.newSection(process, call, name)
    if (name !== null) this.names.set(name, section)
    this.handles.set(process + BigInt(call.result.raw), { kind: 'section', section })
  }

  private newSection(process: ProcessLetter, call: CallRecord, name: string | null): Section {
    const file = this.handles.get(handleKey(process, call, 'hFile', 'File'))
    const flags = numberArgument(call, 'flProtect', 'PageProtection')
    const high = numberArgument(call, 'dwMaximumSizeHigh')
    return {
      object: ++this.objects,
      name,
      size: high * 2 ** 32 + numberArgument(call, 'dwMaximumSizeLow', 'MaximumSize'),
      protect: flags & 0xff,
      attributes:
        (flags & attributeBits) >>> 0 || numberArgument(call, 'AllocationAttributes') || k.SEC_COMMIT,
      path: file?.kind === 'file' ? file.path : null
    }
  }

  private openSection(process: ProcessLetter, call: CallRecord): void {
    const name = sectionName(textArgument(call, 'lpName'))
    const section = name === null ? undefined : this.names.get(name)
    if (!call.failed && section !== undefined)
      this.handles.set(process + BigInt(call.result.raw), { kind: 'section', section })
  }

  private mapView(process: ProcessLetter, call: CallRecord): void {
    const handle = this.handles.get(
      handleKey(process, call, 'hFileMappingObject', 'FileMappingHandle', 'FileMapping')
    )
    const inside = this.letterOf(process, rawArgument(call, 'ProcessHandle', 'Process') ?? pseudoProcess)
    if (call.failed || handle?.kind !== 'section' || inside === null) return
    const base = Number(call.result.raw)
    const high = numberArgument(call, 'dwFileOffsetHigh')
    this.views.set(`${inside}${base}`, {
      section: handle.section,
      process: inside,
      base,
      offset: high * 2 ** 32 + numberArgument(call, 'dwFileOffsetLow', 'FileOffset', 'Offset'),
      access: accessOf(call)
    })
  }

  private openProcess(process: ProcessLetter, call: CallRecord, processes: CalledMoment['processes']): void {
    const id = numberArgument(call, 'dwProcessId')
    const letter = [...processes].find(([, one]) => one.processId === id)?.[0]
    if (!call.failed && letter !== undefined)
      this.handles.set(process + BigInt(call.result.raw), { kind: 'process', letter })
  }

  private duplicate(process: ProcessLetter, call: CallRecord): void {
    const from = this.letterOf(process, rawArgument(call, 'hSourceProcessHandle') ?? pseudoProcess)
    const to = this.letterOf(process, rawArgument(call, 'hTargetProcessHandle') ?? pseudoProcess)
    const made = call.outs.find(({ name }) => name.includes('TargetHandle'))?.raw ?? call.outs[0]?.raw
    const source = rawArgument(call, 'hSourceHandle')
    if (call.failed || from === null || source === null) return
    const handle = this.handles.get(`${from}${source}`)
    if (numberArgument(call, 'dwOptions') & k.DUPLICATE_CLOSE_SOURCE) this.handles.delete(`${from}${source}`)
    if (to !== null && handle !== undefined && made !== undefined && /^(0x)?[0-9a-f]+$/i.test(made))
      this.handles.set(`${to}${BigInt(made)}`, handle)
  }

  private letterOf(process: ProcessLetter, handle: bigint): ProcessLetter | null {
    if (handle === pseudoProcess) return process
    const known = this.handles.get(`${process}${handle}`)
    return known?.kind === 'process' ? known.letter : null
  }
}

/** The view as the regions have it; null where it is gone. */
function shownView(view: View & { readonly base: number }, regions: RegionTree): ShownView | null {
  const first = regionOf(regions, view.base)
  if (first === undefined || first.allocationBase !== view.base || first.type === k.MEM_PRIVATE) return null
  let end = view.base
  for (const region of regionsOf(regions, view.base)) {
    if (region.allocationBase !== view.base) break
    end = region.base + region.size
  }
  return {
    process: view.process,
    start: view.base,
    pages: (end - view.base) / pageSize,
    offset: view.offset,
    protect: first.allocationProtect,
    access: view.access,
    workingSetPages: -1,
    copiedPages: -1
  }
}

function accessOf(call: CallRecord): ShownView['access'] {
  const protect = numberArgument(call, 'PageProtection')
  if (protect !== 0) {
    if (protect & (k.PAGE_WRITECOPY | k.PAGE_EXECUTE_WRITECOPY)) return 'copy'
    return protect & (k.PAGE_READWRITE | k.PAGE_EXECUTE_READWRITE) ? 'write' : 'read'
  }
  const access = numberArgument(call, 'dwDesiredAccess', 'DesiredAccess')
  if (access & k.FILE_MAP_WRITE) return 'write'
  return access & k.FILE_MAP_COPY ? 'copy' : 'read'
}

function rawArgument(call: CallRecord, ...names: readonly string[]): bigint | null {
  const raw = call.args.find(({ name }) => names.includes(name))?.raw
  return raw !== undefined && /^(0x[0-9a-f]+|\d+)$/i.test(raw) ? BigInt(raw) : null
}

const numberArgument = (call: CallRecord, ...names: readonly string[]): number =>
  Number(rawArgument(call, ...names) ?? 0n)

const handleKey = (process: ProcessLetter, call: CallRecord, ...names: readonly string[]): string =>
  `${process}${rawArgument(call, ...names) ?? ''}`

/** The text that a call was given, as C writes it; null for none. */
function textArgument(call: CallRecord, ...names: readonly string[]): string | null {
  const text = call.args.find(({ name }) => names.includes(name))?.text ?? ''
  const quoted = /^L?"(.*)"/.exec(text)?.[1]
  return quoted === undefined ? null : quoted.replace(/\\(.)/g, '$1')
}

/** A name without a namespace lies in that of the session (Kernel object namespaces, Microsoft Learn). */
const sectionName = (name: string | null): string | null => name && name.replace(/^(Local\\)?/, 'Local\\')
