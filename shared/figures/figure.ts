/** Where a figure comes from. */
export type FigureSource =
  | 'VirtualQuery'
  | 'QueryWorkingSetEx'
  | 'GetProcessMemoryInfo'
  | 'GetPerformanceInfo'
  | 'VadLab'
  | 'kernel'
  | 'documented'

/** What the number is of. */
export type FigureUnit =
  'K' | 'pages' | 'address' | 'page number' | 'frame number' | 'count' | 'level' | 'flags' | 'word'

/** What is known of a figure, a state, a sign or a term; sentences of our own, each at most 240 characters. */
export interface FigureFacts {
  /** As it is written in heads and lists. */
  readonly name: string
  /** What it is. */
  readonly says: string
  /** How it follows from other figures; left out where it is not worked out of any. */
  readonly formula?: string
  readonly unit?: FigureUnit
  readonly by: FigureSource
  /** The field of a structure that holds it: `MEMORY_BASIC_INFORMATION.RegionSize`. */
  readonly field?: string
  /** Microsoft's page, as `microsoftPage` takes it. */
  readonly page?: string
  /** The section of *Windows Internals*, 7th edition, Part 1, chapter 5, where it is nobody else's to tell. */
  readonly book?: string
  /** A page of `docs`, where it is VadLab's own: `comparison.md`. */
  readonly doc?: string
}

/** A group of figures, in the order of the glossary. */
export interface FigureGroup {
  readonly title: string
  readonly figures: Readonly<Record<string, FigureFacts>>
}

/** Each source in a sentence: who answers the figure on either machine. */
export const sourceSentences: Readonly<Record<FigureSource, string>> = {
  VirtualQuery: 'VirtualQuery on Windows; simulated by the same rules on the simulator.',
  QueryWorkingSetEx:
    'QueryWorkingSetEx on Windows, page by page; the page tables and the PFN database on the simulator.',
  GetProcessMemoryInfo: 'GetProcessMemoryInfo on Windows; counted by the simulated kernel on the simulator.',
  GetPerformanceInfo: 'GetPerformanceInfo on Windows; counted by the simulated kernel on the simulator.',
  VadLab: 'VadLab works it out while the program runs; Windows itself does not keep it.',
  kernel: 'Simulated. Real Windows shows it to a kernel debugger only.',
  documented: 'Microsoft’s documentation; both machines keep to it.'
}

/** Each unit in words. */
export const unitWords: Readonly<Record<FigureUnit, string>> = {
  K: 'K: 1,024 bytes',
  pages: 'pages of 4,096 bytes',
  address: 'address, hexadecimal',
  'page number': 'page number: the address divided by 4,096',
  'frame number': 'frame number: the physical address divided by 4,096',
  count: 'count',
  level: '0 to 7',
  flags: 'constants joined with |',
  word: ''
}
