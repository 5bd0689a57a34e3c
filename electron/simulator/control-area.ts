import type { PageNode } from './page-table'

/** A run of an image's pages that come from one part of its file, with the protection its header asks for. */
export interface Subsection {
  /** First page of the image. */
  readonly firstPage: number
  readonly pageCount: number
  /** Where its bytes start in the file, and how many there are; the rest is zero. */
  readonly fileOffset: number
  readonly fileBytes: number
  readonly protect: number
}

/** What several sections and views of the same thing share: the prototype PTEs. */
export interface ControlArea {
  readonly id: number
  /** `pagefile`: no file; `data`: a file's bytes as they are; `image`: a file laid out as its PE headers say. */
  readonly kind: 'pagefile' | 'data' | 'image'
  /** The file behind it; 0 for none. */
  readonly file: number
  readonly pageCount: number
  /** Prototype PTEs by page of the control area. */
  readonly pages: PageNode
  readonly sections: number
  readonly views: number
  /** Sections and views that may write it: they count as writers of the file. */
  readonly writers: number
  /** Raised when pages were committed: views' regions have to be worked out anew. */
  readonly revision: number
  readonly subsections: readonly Subsection[]
  /** Where an image wants to be, in bytes; 0 for others. */
  readonly imageBase: number
  /** Whether the image may be put elsewhere. */
  readonly relocatable: boolean
  /** Address space layout randomisation: the same place in every process. */
  readonly dynamicBase: boolean
  /** The addresses in an image, from its base, of the addresses that move along with it. */
  readonly relocations?: readonly number[]
}
