import { computed, ref, watch } from 'vue'
import type { ProcessView } from '../../stores/apply-run-update'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { countBelow, nthRegion, regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import { gridLeft, gridRoom } from './page-drawing'
import { gridLength, pageAt, pageGrid, pagesInView, pageSize, placeOfPage, stepPage } from './page-grid'
import { changePlace } from '../regions/change-sign'
import { isGhost, markAt, markedRegions, type StripMark } from './strip-changes'
import {
  addressAt,
  alongOf,
  neighbour,
  segmentAt,
  segmentOf,
  spaceLayout,
  stripLength,
  type Segment,
  type StripLayout
} from './strip-layout'
import { firstOfProgram, scaleFor, stripRule, usedBytes } from './strip-measure'

/** How near one looks. */
export type StripLevel = 'space' | 'allocation' | 'pages'

/** What a view of a strip depends on. */
export interface StripInputs {
  readonly process: () => ProcessView
  readonly showsBefore: () => boolean
  readonly lowAtBottom: () => boolean
  /** The drawing in device pixels. */
  readonly room: () => { readonly width: number; readonly height: number; readonly ratio: number }
  readonly unfold: () => void
}

/** What one points at: a segment, or a page of the region it is in. */
export interface StripTarget {
  readonly segment: Segment
  readonly page: number | null
  readonly mark: StripMark | null
}

const mostZoom = 16
const spaceZooms = [2.5, 2, 1.5]
/** How near the edge something may be that is brought into view, in CSS pixels. */
const margin = 20

/** The extent of an allocation: from its base to the end of its last region. Costs the way to both. */
export function allocationRange(
  tree: RegionTree,
  allocationBase: number
): { readonly from: number; readonly to: number; readonly count: number } | null {
  const start = countBelow(tree, allocationBase)
  const first = nthRegion(tree, start)
  if (first?.allocationBase !== allocationBase) return null
  // Regions of an allocation follow each other: the end is found by doubling, then halving.
  const belongs = (index: number): boolean => nthRegion(tree, index)?.allocationBase === allocationBase
  let inside = start
  let step = 1
  while (belongs(inside + step)) {
    inside += step
    step *= 2
  }
  for (; step >= 1; step = Math.floor(step / 2)) if (belongs(inside + step)) inside += step
  const last = nthRegion(tree, inside) ?? first
  return { from: first.base, to: last.base + last.size, count: inside - start + 1 }
}

/** Where one is in a strip, and how one moves. */
export function useStripView(inputs: StripInputs) {
  const level = ref<StripLevel>('space')
  const allocationBase = ref(0)
  /** How much nearer than usual. */
  const zoom = ref(1)
  /** Device pixels from the low end of the strip to that of the window. */
  const low = ref(0)
  /** An address in what the keyboard is at. */
  const focus = ref<number | null>(null)

  const marked = computed(() => markedRegions(inputs.process().regions, inputs.process().changes))
  const allocation = computed(() => allocationRange(marked.value.tree, allocationBase.value))
  let formerScale: number | null = null
  const layout = computed<StripLayout>(() => {
    const { tree } = marked.value
    const range = allocation.value
    if (level.value !== 'space' && range !== null)
      return { tree, ...range, rule: stripRule(scaleFor(range.to - range.from), false) }
    const folds = !inputs.showsBefore()
    formerScale = scaleFor(usedBytes(tree, folds), formerScale)
    return spaceLayout(tree, stripRule(formerScale, folds))
  })
  const length = computed(() => stripLength(layout.value))
  const grid = computed(() => {
    const { width, ratio } = inputs.room()
    const { from, to } = layout.value
    return pageGrid(from, to, gridRoom(width, ratio), ratio)
  })
  /** Few regions are drawn as large as there is room: the space in few sizes, so that it rarely jumps from step to step. */
  const usualZoom = computed(() => {
    const { height, ratio } = inputs.room()
    const room = height / ratio / Math.max(1, length.value)
    if (level.value === 'space') return spaceZooms.find((zoom) => zoom <= room) ?? 1
    return Math.min(12, Math.max(1, room))
  })
  const leastZoom = computed(() => {
    const { height, ratio } = inputs.room()
    return Math.min(1, height / ratio / Math.max(1, length.value * usualZoom.value))
  })
  const scale = computed(
    () => inputs.room().ratio * usualZoom.value * Math.max(leastZoom.value, Math.min(mostZoom, zoom.value))
  )
  const pixels = computed(() =>
    level.value === 'pages' ? gridLength(grid.value) : Math.round(length.value * scale.value)
  )
  const mostLow = computed(() => Math.max(0, pixels.value - inputs.room().height))
  watch([mostLow], () => panTo(low.value))

  function panTo(to: number): void {
    low.value = Math.round(Math.min(mostLow.value, Math.max(0, to)))
  }
  /** Moves the window over the picture by device pixels down the screen. */
  function panBy(down: number): void {
    panTo(low.value + (inputs.lowAtBottom() ? -down : down))
  }
  /** Looks nearer or from farther; what is at a distance from the top of the window stays there. */
  function zoomBy(factor: number, at = inputs.room().height / 2): void {
    if (level.value === 'pages') return
    const from = inputs.lowAtBottom() ? inputs.room().height - at : at
    const along = (low.value + from) / scale.value
    zoom.value = Math.min(mostZoom, Math.max(leastZoom.value, zoom.value * factor))
    panTo(along * scale.value - from)
  }
  function fit(): void {
    zoom.value = leastZoom.value
    panTo(0)
  }

  // What is at the low edge stays there when a step changes what is below it.
  watch(layout, (now, before) => {
    if (now.from !== before.from || now.to !== before.to || level.value === 'pages' || low.value === 0) return
    panTo(alongOf(now, addressAt(before, low.value / scale.value)) * scale.value)
  })
  // An allocation that is gone cannot be looked at any more.
  watch(allocation, (now) => {
    if (now === null && level.value !== 'space') toSpace()
  })

  /** How far up from the low end of the strip an address is, in device pixels. */
  function pixelsOf(address: number): { readonly from: number; readonly to: number } | null {
    if (level.value === 'pages') {
      const place = placeOfPage(grid.value, Math.floor(address / pageSize))
      return { from: place.low, to: place.low + grid.value.cell.height }
    }
    const segment = segmentOf(layout.value, address)
    return segment === null ? null : { from: segment.low * scale.value, to: segment.high * scale.value }
  }
  /** Scrolls as little as it takes. */
  function bringIntoView(address: number): void {
    const place = pixelsOf(address)
    const { height, ratio } = inputs.room()
    if (place === null || height === 0) return
    const room = Math.min(margin * ratio, height / 4)
    if (place.to + room > low.value + height) panTo(Math.min(place.to + room - height, place.from - room))
    if (place.from - room < low.value) panTo(place.from - room)
  }
  const inRange = (address: number): boolean => address >= layout.value.from && address < layout.value.to

  /** Looks at an address from wherever one is: where the allocation in view does not have it, at the whole space. */
  function show(address: number): void {
    if (!inRange(address)) toSpace()
    bringIntoView(address)
  }
  function toSpace(): void {
    const at = level.value === 'space' ? null : focus.value
    level.value = 'space'
    zoom.value = 1
    panTo(low.value)
    if (at === null) return
    focus.value = segmentOf(layout.value, at)?.from ?? null
    bringIntoView(at)
  }
  function toAllocation(at: number): void {
    level.value = 'allocation'
    zoom.value = 1
    panTo(0)
    focus.value = segmentOf(layout.value, at)?.from ?? null
    bringIntoView(at)
  }
  function toPages(at: number): void {
    level.value = 'pages'
    zoom.value = 1
    panTo(0)
    focus.value = Math.floor(at / pageSize) * pageSize
    bringIntoView(focus.value)
  }
  /** One level nearer to what is at an address; whether there is one. */
  function zoomIn(address: number): boolean {
    const segment = segmentOf(layout.value, address)
    if (segment?.kind === 'fold' && level.value === 'space') {
      inputs.unfold()
      focus.value = segmentOf(layout.value, segment.from)?.from ?? segment.from
      return true
    }
    if (segment === null || segment.region === null || level.value === 'pages') return false
    if (level.value === 'allocation') {
      toPages(segment.from)
      return true
    }
    const { allocationBase: base } = segment.region
    const range = allocationRange(marked.value.tree, base)
    if (range === null) return false
    allocationBase.value = base
    // The one region of an allocation is all there is to see of it.
    if (range.count === 1) toPages(segment.from)
    else toAllocation(segment.from)
    return true
  }
  /** One level farther; whether there is one. */
  function zoomOut(): boolean {
    if (level.value === 'space') return false
    const at = focus.value ?? layout.value.from
    if (level.value === 'pages' && (allocation.value?.count ?? 1) > 1) toAllocation(at)
    else toSpace()
    return true
  }

  /** What is at an address. */
  function targetOf(address: number): StripTarget | null {
    const segment = segmentOf(layout.value, address)
    if (segment === null) return null
    const page = level.value === 'pages' ? Math.floor(address / pageSize) : null
    return {
      segment,
      page,
      mark: segment.kind === 'region' ? markAt(marked.value.marks, segment.from) : null
    }
  }
  /** The address of what is at a point of the drawing, in device pixels. */
  function addressAtPoint(x: number, y: number): number | null {
    const { width, height, ratio } = inputs.room()
    const along = low.value + (inputs.lowAtBottom() ? height - y : y)
    if (along < 0 || along >= pixels.value) return null
    if (level.value !== 'pages') return segmentAt(layout.value, along / scale.value)?.from ?? null
    const page = pageAt(grid.value, along, x - gridLeft(width, ratio))
    return page === null ? null : page * pageSize
  }

  /** The lowest address that the step changed something at. */
  function firstChanged(): number | null {
    const first = marked.value.marks[0]
    return first === undefined ? null : changePlace(first).base
  }
  /** Where the keyboard begins: at what the step changed, at the program's first region, or at the low end of the view. */
  function firstFocus(wanted: number | null): number {
    const near = layout.value
    if (wanted !== null && inRange(wanted)) return wanted
    const changed = firstChanged()
    if (changed !== null && inRange(changed)) return changed
    const own = firstOfProgram(marked.value.tree)
    if (own !== undefined && inRange(own.base)) return own.base
    return segmentAt(near, low.value / scale.value)?.from ?? near.from
  }
  function focusOn(address: number): void {
    focus.value =
      level.value === 'pages'
        ? stepPage(grid.value, Math.floor(address / pageSize), 0) * pageSize
        : (segmentOf(layout.value, address)?.from ?? null)
    if (focus.value !== null) bringIntoView(focus.value)
  }
  /** Moves the keyboard's place: up or down the screen by segments, rows of pages or views of them. */
  function move(how: 'up' | 'down' | 'left' | 'right' | 'pageUp' | 'pageDown' | 'first' | 'last'): void {
    const at = focus.value ?? firstFocus(null)
    const { height, ratio } = inputs.room()
    const upwards = inputs.lowAtBottom() ? 1 : -1
    if (how === 'first' || how === 'last')
      return focusOn(how === 'first' ? layout.value.from : layout.value.to - 1)
    if (level.value === 'pages') {
      const page = Math.floor(at / pageSize)
      const inView = Math.max(1, Math.floor(height / grid.value.cell.height) - 1) * grid.value.columns
      const steps = {
        ...{ up: grid.value.columns * upwards, down: -grid.value.columns * upwards, left: -1, right: 1 },
        ...{ pageUp: inView * upwards, pageDown: -inView * upwards }
      }
      return focusOn(stepPage(grid.value, page, steps[how]) * pageSize)
    }
    const segment = segmentOf(layout.value, at)
    if (segment === null || how === 'left' || how === 'right') return
    if (how === 'up' || how === 'down') {
      const next = neighbour(layout.value, segment, (how === 'up' ? upwards : -upwards) > 0 ? 1 : -1)
      return focusOn((next ?? segment).from)
    }
    const by = ((how === 'pageUp' ? upwards : -upwards) * Math.max(ratio * 40, height * 0.9)) / scale.value
    const along = Math.min(length.value - 0.01, Math.max(0, (segment.low + segment.high) / 2 + by))
    return focusOn(segmentAt(layout.value, along)?.from ?? at)
  }

  const pagesSeen = computed(() =>
    level.value === 'pages' ? pagesInView(grid.value, low.value, inputs.room().height) : null
  )
  /** The region at an address, if it is there: not a ghost. */
  function regionAtAddress(address: number): ObservedRegion | null {
    const region = regionOf(inputs.process().regions, address)
    return region === undefined || isGhost(region) ? null : region
  }
  const foldCount = (from: number, to: number): number =>
    countBelow(marked.value.tree, to) - countBelow(marked.value.tree, from)

  return {
    ...{
      level,
      allocation,
      zoom,
      low,
      focus,
      marked,
      layout,
      length,
      grid,
      scale,
      pixels,
      mostLow,
      pagesSeen
    },
    ...{ panTo, panBy, zoomBy, fit, bringIntoView, show, toSpace, toAllocation, zoomIn, zoomOut },
    ...{
      targetOf,
      addressAtPoint,
      firstFocus,
      focusOn,
      move,
      pixelsOf,
      regionAtAddress,
      foldCount,
      firstChanged
    }
  }
}
