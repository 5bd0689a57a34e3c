/** A granule has 16 pages: the allocation granularity. Nearly always no two allocations have pages of one granule. */
const GRANULE_SHIFT = 4
const GRANULE = 1 << GRANULE_SHIFT
/** Larger allocations are not kept: they are too few to need it, and would be many entries to forget. */
const MOST_PAGES = 1024
/** Entries at first and at the most; powers of two, not less than the granules of one allocation. */
const FEWEST = 128
const MOST = 2 ** 20
/** Room for each entry that is used, at the most. */
const SPARSEST = 64
/** Page numbers are below. */
const PAGES = 2 ** 35
/** Shapes at the most, a power of two. The first has no pages: that of entries without anything. */
const SHAPES = 1024
/** So often a shape finds its place taken before all begin anew. */
const MOST_SHAPELESS = 2 ** 20

/**
 * How the pages of small private allocations look, by the granule that was asked for: to queries what a translation
 * cache is to touches. Among a million allocations each node of the tree is a cache miss of the processor, and this is
 * one. Many allocations are of one shape, which is kept once, so that the processor's caches have room for the rest.
 * It grows as queries push each other out of it. No part of the machine's state.
 */
export class QueryCache {
  /** An allocation's first page and its shape, as `shape * PAGES + start`. */
  private entries = new Float64Array(FEWEST)
  private mask = FEWEST - 1
  private used = 0
  private pushedOut = 0
  /** Of a shape: pages, how many of them look like the first, and how they look. */
  private readonly counts = new Uint16Array(SHAPES)
  private readonly splits = new Uint16Array(SHAPES)
  private readonly looks = new Float64Array(SHAPES)
  private shapeless = 0

  /** The allocation of the page, as the other functions want it; 0 where it is not known. */
  find(page: number): number {
    const entry = this.entries[(page >>> GRANULE_SHIFT) & this.mask]!
    const start = this.startOf(entry)
    return page >= start && page < start + this.countOf(entry) ? entry : 0
  }

  /** The allocation's first page. */
  startOf(entry: number): number {
    return entry - Math.floor(entry / PAGES) * PAGES
  }

  /** How many pages it has. */
  countOf(entry: number): number {
    return this.counts[Math.floor(entry / PAGES)]!
  }

  /** How many of its pages look like the first. */
  splitOf(entry: number): number {
    return this.splits[Math.floor(entry / PAGES)]!
  }

  /** What `note` was told of how they look. */
  looksOf(entry: number): number {
    return this.looks[Math.floor(entry / PAGES)]!
  }

  /** Keeps how the pages of the allocation [start, end) look, up to `split` and from there on, for queries of that page. */
  note(page: number, start: number, split: number, end: number, looks: number): void {
    if (end - start > MOST_PAGES) return
    const shape = this.shapeFor(end - start, split - start, looks)
    if (shape === 0) return
    const granule = page >>> GRANULE_SHIFT
    const before = this.entries[granule & this.mask]!
    if (before !== 0 && this.startOf(before) !== start) this.pushOut()
    if (this.entries[granule & this.mask] === 0) this.used++
    this.entries[granule & this.mask] = shape * PAGES + start
  }

  /** To be called when pages of an allocation [start, end) look different, or when it came or went. */
  forget(start: number, end: number): void {
    if (end - start > MOST_PAGES) return
    const { entries, mask } = this
    const granule = start >>> GRANULE_SHIFT
    // Bit operations see the lowest 32 bits only, so granules are counted from the first.
    const granules = ((start & (GRANULE - 1)) + end - start + GRANULE - 1) >> GRANULE_SHIFT
    for (let i = 0; i < granules; i++) {
      const slot = (granule + i) & mask
      if (entries[slot] === 0) continue
      entries[slot] = 0
      this.used--
    }
  }

  /** To be called when anything may have changed. */
  forgetAll(): void {
    if (this.mask < FEWEST) this.entries.fill(0)
    else this.entries = new Float64Array(FEWEST)
    this.mask = FEWEST - 1
    this.used = 0
    this.pushedOut = 0
    this.counts.fill(0)
    this.shapeless = 0
  }

  /** The number of a shape; 0 where another has its place. */
  private shapeFor(count: number, split: number, looks: number): number {
    const mixed = Math.imul(count + split * MOST_PAGES + looks / 2 ** 12, 0x9e3779b1) ^ (looks * 5)
    const shape = (mixed ^ (mixed >>> 15)) & (SHAPES - 1) || 1
    if (this.counts[shape] === 0) {
      this.counts[shape] = count
      this.splits[shape] = split
      this.looks[shape] = looks
    } else if (this.counts[shape] !== count || this.splits[shape] !== split || this.looks[shape] !== looks) {
      // What has the place may be no more.
      if (++this.shapeless > MOST_SHAPELESS) this.forgetAll()
      return 0
    }
    return shape
  }

  /** Grows where it is nearly full, and where entries push each other out again and again, but not for a few. */
  private pushOut(): void {
    const { used, mask } = this
    this.pushedOut++
    if (used > 0.75 * mask || (this.pushedOut > 2 * used && used * SPARSEST > mask)) this.grow()
  }

  /** Doubles the room; what is there moves to where its granule belongs. */
  private grow(): void {
    this.pushedOut = 0
    const { entries, mask } = this
    if (mask + 1 >= MOST) return
    const wider = mask * 2 + 1
    const moved = new Float64Array(wider + 1)
    for (let slot = 0; slot <= mask; slot++) {
      const entry = entries[slot]!
      if (entry === 0) continue
      const first = this.startOf(entry) >>> GRANULE_SHIFT
      moved[(first + ((slot - first) & mask)) & wider] = entry
    }
    this.entries = moved
    this.mask = wider
  }
}
