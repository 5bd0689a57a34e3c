import { protectionText, stateText } from '../../../shared/win32/flags'
import { escapeHtml } from './escape-html'
import type { ReportedRegion } from './report-data'

/** A region as the strip draws it. */
export type DrawnRegion = Pick<ReportedRegion, 'base' | 'size' | 'state' | 'type' | 'protect' | 'use'>

/** A stretch of addresses that is pointed at, and the letter that the text calls it by. */
export interface StripMark {
  readonly name: string
  readonly base: number
  readonly size: number
}

const memImage = 0x1000000
const memMapped = 0x40000
const memCommit = 0x1000
const width = 340
const left = 118
const stripWidth = 90
/** Regions that one strip draws; more are one torn edge. */
const mostDrawn = 40

/** The letter that stands for a type, besides its fill. */
function letterOf({ type, use }: DrawnRegion): string {
  if (type === memImage) return 'I'
  if (type === memMapped) return 'M'
  if (/stack/i.test(use)) return 'S'
  return /heap/i.test(use) ? 'H' : 'P'
}

const fills: Readonly<Record<string, string>> = {
  I: 'image',
  M: 'mapped',
  S: 'stack',
  H: 'heap',
  P: 'private'
}

/** The program's regions of one process as a strip, low addresses at the bottom; free space between is a torn edge with its size. */
export function addressStripSvg(
  process: { readonly regions: readonly DrawnRegion[]; readonly more: number },
  title: string,
  marks: readonly StripMark[] = []
): string {
  const drawn = process.regions.slice(0, mostDrawn)
  if (drawn.length === 0) return ''
  const parts: string[] = []
  const rows: { readonly height: number; readonly draw: (y: number) => string }[] = []
  drawn.forEach((region, i) => {
    const before = drawn[i - 1]
    const gap = before === undefined ? 0 : region.base - (before.base + before.size)
    if (gap > 0) rows.push({ height: 18, draw: (y) => tornEdge(y, `${sizeText(gap)} not the program’s`) })
    const height = Math.max(20, Math.min(80, 10 + 6 * Math.log2(region.size / 4096 + 1)))
    rows.push({ height, draw: (y) => block(region, y, height, marks) })
  })
  const unseen = process.regions.length - drawn.length + process.more
  if (unseen > 0) rows.push({ height: 18, draw: (y) => tornEdge(y, `${unseen} further regions`) })
  let y = 4
  for (const row of rows.reverse()) {
    parts.push(row.draw(y))
    y += row.height
  }
  return `<svg class="strip" role="img" viewBox="0 0 ${width} ${round(y + 4)}" width="${width}" height="${round(y + 4)}"><title>${escapeHtml(title)}</title>${parts.join('')}</svg>`
}

function block(region: DrawnRegion, y: number, height: number, marks: readonly StripMark[]): string {
  const letter = letterOf(region)
  const reserved = region.state !== memCommit
  const middle = round(y + height / 2 + 4)
  const marked = marks.filter(
    ({ base, size }) => base < region.base + region.size && base + size > region.base
  )
  const words = reserved ? stateText(region.state) : protectionText(region.protect)
  return (
    `<rect x="${left}" y="${round(y)}" width="${stripWidth}" height="${round(height)}" class="${reserved ? 'reserved' : `fill-${fills[letter]}`}"/>` +
    (reserved ? hatch(y, height) : '') +
    `<text x="${left + stripWidth / 2}" y="${middle}" class="letter ${reserved ? 'onpage' : 'onfill'}">${letter}${region.protect & 0x100 ? ' guard' : ''}</text>` +
    `<text x="${left - 6}" y="${round(y + height - 4)}" class="address">${region.base.toString(16).padStart(12, '0')}</text>` +
    `<text x="${left + stripWidth + 6}" y="${middle}" class="words">${escapeHtml(sizeText(region.size))} ${escapeHtml(words.replace('PAGE_', '').slice(0, 18))}</text>` +
    (marked.length === 0 ? '' : markSvg(marked, y, height, reserved))
  )
}

/** A frame around a block that is pointed at, with the letters of what points there. */
function markSvg(marks: readonly StripMark[], y: number, height: number, reserved: boolean): string {
  const names = marks.map(({ name }) => name).join(' ')
  return (
    `<rect x="${left + 2}" y="${round(y + 2)}" width="${stripWidth - 4}" height="${round(height - 4)}" class="mark"/>` +
    `<text x="${left + 8}" y="${round(y + height / 2 + 4)}" class="mark-name ${reserved ? 'onpage' : 'onfill'}">${escapeHtml(names)}</text>`
  )
}

function hatch(y: number, height: number): string {
  const lines: string[] = []
  for (let x = 6; x < stripWidth; x += 9)
    lines.push(
      `M${left + x} ${round(y + height)}L${left + Math.min(x + height, stripWidth)} ${round(y + Math.max(0, height - (stripWidth - x)))}`
    )
  return `<path d="${lines.join('')}" class="hatch"/>`
}

function tornEdge(y: number, words: string): string {
  let path = `M${left} ${round(y + 9)}`
  for (let x = 0; x < stripWidth; x += 10) path += `l5 -4l5 4`
  return `<path d="${path}" class="torn"/><text x="${left + stripWidth + 6}" y="${round(y + 13)}" class="words">${escapeHtml(words)}</text>`
}

const round = (value: number): number => Math.round(value * 10) / 10

function sizeText(bytes: number): string {
  const units = ['K', 'MiB', 'GiB', 'TiB']
  let value = bytes / 1024
  let unit = 0
  while (value >= 10_240 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value.toLocaleString('en-US', { maximumFractionDigits: 1 })} ${units[unit]}`
}
