import type { FigureChange, PageLook } from '../../../shared/contract/moments'
import type { FigureId } from '../../../shared/figures'
import { protectionShort } from '../../../shared/win32/flags'
import { kibText } from '../../ui/number-text'

const number = new Intl.NumberFormat('en-US')

type Unit = 'pages' | 'count'

/** What the simulator's books call a figure, and what people do. */
const names: Readonly<Record<string, readonly [string, Unit, FigureId]>> = {
  commitPages: ['Commit charge', 'pages', 'process-commit'],
  peakCommitPages: ['Peak commit charge', 'pages', 'peak-commit'],
  workingSetPages: ['Working set', 'pages', 'working-set'],
  peakWorkingSetPages: ['Peak working set', 'pages', 'peak-working-set'],
  lockedPages: ['Locked in the working set', 'pages', 'locked-ws'],
  minimumWorkingSetPages: ['Minimum working set', 'pages', 'working-set-minimum'],
  maximumWorkingSetPages: ['Maximum working set', 'pages', 'working-set-maximum'],
  pageFaults: ['Page faults', 'count', 'faults'],
  demandZeroFaults: ['Demand-zero faults', 'count', 'fault-demand-zero'],
  softFaults: ['Soft faults', 'count', 'fault-soft'],
  copyOnWriteFaults: ['Copy-on-write faults', 'count', 'fault-copy-on-write'],
  hardFaults: ['Hard faults', 'count', 'fault-hard'],
  sectionCommit: ['Commit charge of sections', 'pages', 'commit-sections'],
  'pageFile.used': ['Page file in use', 'pages', 'page-file-used'],
  'pageFile.peak': ['Page file, peak', 'pages', 'page-file-peak'],
  'frames.used': ['Physical pages in use', 'pages', 'frame-active'],
  'frames.zeroed': ['Zeroed page list', 'pages', 'frame-zeroed'],
  'frames.free': ['Free page list', 'pages', 'frame-free'],
  'frames.standby': ['Standby page list', 'pages', 'frame-standby'],
  'frames.modified': ['Modified page list', 'pages', 'frame-modified'],
  'paging.reads': ['Reads from disk', 'count', 'paging-reads'],
  'paging.pagesRead': ['Pages read', 'pages', 'paging-pages-read'],
  'paging.pageFileWrites': ['Page file writes', 'count', 'paging-page-file-writes'],
  'paging.fileWrites': ['File writes', 'count', 'paging-file-writes'],
  'paging.trimmedPages': ['Trimmed', 'pages', 'paging-trimmed'],
  'paging.repurposedPages': ['Repurposed', 'pages', 'paging-repurposed']
}

/** The order in which figures are read. */
const order = Object.keys(names)

/** A figure that two moments have differently, in words with units. */
export interface ShownFigure {
  readonly name: string
  readonly before: string
  readonly after: string
  /** `+12 K`, `−3`. */
  readonly difference: string
  /** What explains it; undefined for a figure of the simulator's own books. */
  readonly figure: FigureId | undefined
}

/** Figures in words, in reading order; one without words keeps its name. */
export function figuresInWords(figures: readonly FigureChange[]): readonly ShownFigure[] {
  const place = (name: string): number => (order.indexOf(name) + order.length + 1) % (order.length + 1)
  return [...figures]
    .sort((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1))
    .map(({ name, before, after }) => {
      const [words, unit, figure] = names[name] ?? [spelledOut(name), 'count', undefined]
      const text = (value: number): string =>
        unit === 'pages' ? kibText(value * 4096) : number.format(value)
      const sign = after > before ? '+' : '−'
      return {
        name: words,
        before: text(before),
        after: text(after),
        difference: sign + text(Math.abs(after - before)),
        figure
      }
    })
}

/** `paging.readsOfFile` → `Paging, reads of file`. */
function spelledOut(name: string): string {
  const words = name.replace('.', ', ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A page table entry at a moment: `valid RW, frame 0x2a`. */
export function pageLookText({ state, protect, frame, slot }: PageLook): string {
  const protection = protectionShort(protect)
  const where =
    frame !== null ? `, frame 0x${frame.toString(16)}` : slot !== null ? `, slot 0x${slot.toString(16)}` : ''
  return `${state}${protection === '' ? '' : ` ${protection}`}${where}`
}

/** Bytes in hexadecimal, two digits a byte: `de ad be ef`, with a mark where they are cut. */
export function bytesText(hex: string, length: number): string {
  const bytes = hex.match(/../g) ?? []
  const shown = bytes.slice(0, 16)
  return shown.join(' ') + (length > shown.length ? ' …' : '')
}
