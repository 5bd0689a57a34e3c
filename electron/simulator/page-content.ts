import type { Epoch } from './page-table'

const PAGE = 4096
/** Of a page's versions one in so many is no difference against the next, so that reading an old one never follows a longer chain. */
const LONGEST_CHAIN = 32
/** A longer difference is no better than the page itself. */
const LONGEST_PATCH = 2048
/** Bytes that are alike between two that differ cost less than starting another run. */
const SHORTEST_GAP = 4
/** Old versions that were put together and may be asked for again. */
const CACHED_PAGES = 256
/** Buffers that were given back and wait for the next page. */
const SPARE_PAGES = 256
/** Versions of one epoch that become differences when it ends; what was written before that many stays whole. */
const MOST_WRITTEN = 2 ** 16

/**
 * One version of a page's bytes. It never reads differently, however often the page is written afterwards; only how it is
 * kept changes: whole, or as what differs from another version. Read it through `PageContents`.
 */
export interface PageContent {
  /** The epoch that may still write it in place. */
  epoch: number
  /** How many versions the page had before. */
  readonly version: number
  /** Null when `base` and `patch` stand for them alone; beside these they are there to be read quickly. */
  bytes: Uint8Array | null
  /** The version that came after this one, or zeros. */
  base: PageContent | null
  /** Runs of bytes to be put over those of `base`: each two characters of offset, two of length, and the bytes. */
  patch: string
}

/** A version that is kept whole. */
export type WholeContent = PageContent & { readonly bytes: Uint8Array }

/** The one version of all pages that nobody has written yet. */
export const zeroContent: PageContent = {
  epoch: -1,
  version: 0,
  bytes: new Uint8Array(PAGE),
  base: null,
  patch: ''
}

/** The first version of a page that begins with those bytes, at most a page's, and goes on with zeros. */
export function wholeContent(bytes: Uint8Array): PageContent {
  if (bytes.length === 0) return zeroContent
  const whole = new Uint8Array(PAGE)
  whole.set(bytes)
  return { epoch: -1, version: 0, bytes: whole, base: null, patch: '' }
}

/** The bytes of pages over time: the present is whole, and the past costs what was written. */
export class PageContents {
  /** What was written in this epoch: the version before, and the one that is written in place. */
  private written: { readonly former: PageContent; readonly now: PageContent }[] = []
  private readonly cache = new Map<PageContent, Uint8Array>()
  /** A page's buffer lies outside the heap, and making one costs more than filling it. */
  private readonly spare: Uint8Array[] = []

  constructor(private readonly epoch: Epoch) {}

  /** A version's bytes, for reading only and until the next `writable` or `seal`. */
  read(content: PageContent): Uint8Array {
    if (content.bytes !== null) return content.bytes
    const cached = this.cache.get(content)
    if (cached !== undefined) return cached
    const bytes = materialise(content)
    if (this.cache.size >= CACHED_PAGES) this.cache.clear()
    this.cache.set(content, bytes)
    return bytes
  }

  /**
   * The version to be written in this epoch: the same one when it is this epoch's already, else a new one, which the
   * page has from now on. Its `bytes` are to be written until the next `seal`.
   */
  writable(content: PageContent): WholeContent {
    if (content.epoch === this.epoch.current) return content as WholeContent
    const now = {
      epoch: this.epoch.current,
      version: content.version + 1,
      bytes: this.bytesAfter(content),
      base: null,
      patch: ''
    }
    if (content.base === null && content !== zeroContent) {
      if (this.written.length === MOST_WRITTEN) this.written = []
      this.written.push({ former: content, now })
    }
    return now
  }

  /**
   * The same version, to be held in a second place (a page file, a disk, a copy): from now on it is not written in
   * place any more, not even in this epoch.
   */
  freeze(content: PageContent): PageContent {
    if (content.epoch === this.epoch.current) content.epoch = -1
    return content
  }

  /** A version that will hardly be read soon, and whose bytes nobody holds: when most of it is zeros it costs what is not. */
  pack(content: PageContent): PageContent {
    const { bytes } = this.freeze(content)
    this.keepAsDifference(content, zeroContent)
    if (bytes !== null && content.bytes === null && this.spare.length < SPARE_PAGES) this.spare.push(bytes)
    return content
  }

  /** A packed version that will be read often from now on: its bytes are there again. */
  unpack(content: PageContent): PageContent {
    if (content.bytes === null && content.base === zeroContent) {
      content.bytes = this.zeros()
      putPatch(content.bytes, content.patch)
    }
    return content
  }

  /** Ends an epoch, before its number is raised: versions that have been written over are kept as differences from now on. */
  seal(): void {
    for (const { former, now } of this.written) {
      if (former.version % LONGEST_CHAIN === 0) this.keepAsDifference(former, zeroContent)
      else this.keepAsDifference(former, now)
    }
    this.written = []
  }

  /** Ends an epoch whose moment nobody kept, because another moment takes its place: the former versions stay as they are. */
  abandon(): void {
    this.written = []
  }

  /** A buffer of their own for what is written next, with the bytes that the page has so far. */
  private bytesAfter(content: PageContent): Uint8Array {
    if (content === zeroContent) return this.zeros()
    const { bytes, base } = content
    if (bytes === null) return this.cache.get(content)?.slice() ?? materialise(content)
    if (base === null) return this.copyOf(bytes)
    // What was only there to be read quickly is free to be written.
    content.bytes = null
    return bytes
  }

  private zeros(): Uint8Array {
    const bytes = this.spare.pop()
    return bytes === undefined ? new Uint8Array(PAGE) : bytes.fill(0)
  }

  private copyOf(source: Uint8Array): Uint8Array {
    const bytes = this.spare.pop()
    if (bytes === undefined) return source.slice()
    bytes.set(source)
    return bytes
  }

  private keepAsDifference(content: PageContent, base: PageContent): void {
    if (content.bytes === null || content === zeroContent) return
    if (content.base !== null) {
      content.bytes = null
      return
    }
    const patch = difference(content.bytes, this.read(base))
    if (patch === null) return
    content.patch = patch
    content.base = base
    content.bytes = null
  }
}

function materialise(content: PageContent): Uint8Array {
  const path: PageContent[] = []
  let whole = content
  while (whole.bytes === null) {
    path.push(whole)
    whole = whole.base!
  }
  const bytes = whole.bytes.slice()
  for (let i = path.length - 1; i >= 0; i--) putPatch(bytes, path[i]!.patch)
  return bytes
}

function putPatch(bytes: Uint8Array, patch: string): void {
  for (let at = 0; at < patch.length;) {
    const offset = patch.charCodeAt(at) | (patch.charCodeAt(at + 1) << 8)
    const length = patch.charCodeAt(at + 2) | (patch.charCodeAt(at + 3) << 8)
    at += 4
    for (let i = 0; i < length; i++) bytes[offset + i] = patch.charCodeAt(at + i)
    at += length
  }
}

/**
 * What has to be put over `base` to get `bytes`, or null when that is long. A string, because its characters are
 * bytes with hardly anything around them.
 */
function difference(bytes: Uint8Array, base: Uint8Array): string | null {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, PAGE / 4)
  const baseWords = new Int32Array(base.buffer, base.byteOffset, PAGE / 4)
  const patch: number[] = []
  let start = -1
  let end = -1
  const finish = (): void => {
    if (start < 0) return
    const length = end - start
    patch.push(start & 0xff, start >> 8, length & 0xff, length >> 8)
    for (let i = start; i < end; i++) patch.push(bytes[i]!)
  }
  for (let word = 0; word < PAGE / 4; word++) {
    if (words[word] === baseWords[word]) continue
    for (let at = word * 4; at < word * 4 + 4; at++) {
      if (bytes[at] === base[at]) continue
      if (start < 0 || at - end >= SHORTEST_GAP) {
        finish()
        start = at
      }
      end = at + 1
    }
    if (patch.length > LONGEST_PATCH) return null
  }
  finish()
  return patch.length > LONGEST_PATCH ? null : String.fromCharCode(...patch)
}
