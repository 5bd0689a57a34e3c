/** A granule has 16 pages: the allocation granularity. Nearly always no two allocations have pages of one granule. */
const GRANULE = 16
/** Larger allocations are not kept: they are too few to need it, and would be many entries to forget. */
const MOST_PAGES = 1024
/** Entries at first and at the most; powers of two. With fewer an entry had no room for the rest of a granule's number. */
const FEWEST = 512
const MOST = 2 ** 20
/** Room for each entry that is used, at the most. */
const SPARSEST = 64
/** Shapes at the most, a power of two: of an entry's bits, the lowest. The first has no pages: that of entries without anything. */
const SHAPE_BITS = 10
const SHAPES = 1 << SHAPE_BITS
/** So often a shape finds its place taken before all begin anew. */
const MOST_SHAPELESS = 2 ** 20

/**
 * How the pages of small private allocations look, by the granule that was asked for: to queries what a translation
 * cache is to touches. Among a million allocations each node of the tree is a cache miss of the processor, and this is
 * one. Many allocations are of one shape, which is kept once, so that the processor's caches have room for the rest.
 * It grows as queries push each other out of it. No part of the machine's state.
 */
export class QueryCache {
  /** For a granule, by the lowest bits of its number: the other bits and the shape of what is there. */
  private entries = new Uint32Array(FEWEST)
  /** How many of its number's bits. */
  private bits = Math.log2(FEWEST)
  private used = 0
  private pushedOut = 0
  /** Of a shape: where it starts before the granule, pages, how many of them look like the first, and how they look. */
  private readonly befores = new Int16Array(SHAPES)
  private readonly counts = new Uint16Array(SHAPES)
  private readonly splits = new Uint16Array(SHAPES)
  private readonly looks = new Float64Array(SHAPES)
  private shapeless = 0

  /** The shape of the page's allocation, which the other functions want; 0 where it is not known. */
  find(page: number): number {
    const granule = granuleOf(page)
    const entry = this.entries[granule & (this.entries.length - 1)]!
    if (entry >>> SHAPE_BITS !== granule >>> this.bits) return 0
    const shape = entry & (SHAPES - 1)
    const start = this.startOf(page, shape)
    return page >= start && page < start + this.counts[shape]! ? shape : 0
  }

  /** The first page of the allocation that `find` found for the page. */
  startOf(page: number, shape: number): number {
    return granuleOf(page) * GRANULE - this.befores[shape]!
  }

  /** How many pages it has. */
  countOf(shape: number): number {
    return this.counts[shape]!
  }

  /** How many of its pages look like the first. */
  splitOf(shape: number): number {
    return this.splits[shape]!
  }

  /** What `note` was told of how they look. */
  looksOf(shape: number): number {
    return this.looks[shape]!
  }

  /** Keeps how the pages of the allocation [start, end) look, up to `split` and from there on, for queries of that page. */
  note(page: number, start: number, split: number, end: number, looks: number): void {
    if (end - start > MOST_PAGES) return
    const granule = granuleOf(page)
    const shape = this.shapeFor(granule * GRANULE - start, end - start, split - start, looks)
    if (shape === 0) return
    const before = this.entries[granule & (this.entries.length - 1)]!
    if (before !== 0 && before >>> SHAPE_BITS !== granule >>> this.bits) this.pushOut()
    const { entries, bits } = this
    const slot = granule & (entries.length - 1)
    if (entries[slot] === 0) this.used++
    entries[slot] = ((granule >>> bits) << SHAPE_BITS) | shape
  }

  /** To be called when pages of an allocation [start, end) look different, or when it came or went. */
  forget(start: number, end: number): void {
    if (end - start > MOST_PAGES) return
    const { entries } = this
    const last = granuleOf(end - 1)
    for (let granule = granuleOf(start); granule <= last; granule++) {
      const slot = granule & (entries.length - 1)
      if (entries[slot] === 0) continue
      entries[slot] = 0
      this.used--
    }
  }

  /** To be called when anything may have changed. */
  forgetAll(): void {
    if (this.entries.length === FEWEST) this.entries.fill(0)
    else this.entries = new Uint32Array(FEWEST)
    this.bits = Math.log2(FEWEST)
    this.used = 0
    this.pushedOut = 0
    this.counts.fill(0)
    this.shapeless = 0
  }

  /** The number of a shape; 0 where another has its place. */
  private shapeFor(before: number, count: number, split: number, looks: number): number {
    const { befores, counts, splits } = this
    const mixed = Math.imul(count + split * MOST_PAGES + looks / 2 ** 12, 0x9e3779b1) ^ (looks * 5 + before)
    const shape = (mixed ^ (mixed >>> 15)) & (SHAPES - 1) || 1
    if (counts[shape] === 0) {
      befores[shape] = before
      counts[shape] = count
      splits[shape] = split
      this.looks[shape] = looks
      return shape
    }
    const isThis = counts[shape] === count && splits[shape] === split && befores[shape] === before
    if (isThis && this.looks[shape] === looks) return shape
    // What has the place may be no more.
    if (++this.shapeless > MOST_SHAPELESS) this.forgetAll()
    return 0
  }

  /** Grows where it is nearly full, and where entries push each other out again and again, but not for a few. */
  private pushOut(): void {
    const { used, entries } = this
    this.pushedOut++
    if (used > 0.75 * entries.length || (this.pushedOut > 2 * used && used * SPARSEST > entries.length))
      this.grow()
  }

  /** Doubles the room; what is there moves to where its granule belongs. */
  private grow(): void {
    this.pushedOut = 0
    const { entries, bits } = this
    if (entries.length >= MOST) return
    const wider = new Uint32Array(entries.length * 2)
    for (let slot = 0; slot < entries.length; slot++) {
      const entry = entries[slot]!
      if (entry === 0) continue
      const granule = ((entry >>> SHAPE_BITS) << bits) | slot
      wider[granule & (wider.length - 1)] = ((granule >>> (bits + 1)) << SHAPE_BITS) | (entry & (SHAPES - 1))
    }
    this.entries = wider
    this.bits = bits + 1
  }
}

const granuleOf = (page: number): number => Math.floor(page / GRANULE)
