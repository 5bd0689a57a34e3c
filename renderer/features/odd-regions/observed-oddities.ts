import type { ShownControlArea } from '../../../shared/contract/memory-machine'
import type { ProcessCounters, ShownModule } from '../../../shared/contract/memory-process'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import { protectionText } from '../../../shared/win32/flags'
import { imageConstants } from '../../../shared/win32/image-constants'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { countText, kibText } from '../../ui/number-text'
import { isExecutable } from './allocation-facts'
import { findingAt, findingsOfRegions, type Finding } from './odd-regions'

/** What only a closer look at the machine shows; null where the machine does not show it. */
export interface Observations {
  readonly modules: readonly ShownModule[] | null
  readonly sections: readonly ShownControlArea[] | null
  readonly counters: ProcessCounters | null
  /** Of machines without a list of modules: what QueryWorkingSetEx says of the images' code. */
  readonly code?: readonly CodePages[] | null
}

/** The pages of an image's executable region, and how many of them are this process's own copies. */
export interface CodePages {
  readonly base: number
  readonly pages: number
  readonly copied: number
}

const page = 4096
const { IMAGE_SCN_MEM_EXECUTE } = imageConstants
const writable = m.PAGE_READWRITE | m.PAGE_EXECUTE_READWRITE
/** Less is not worth a word. */
const leastPromised = 4 * 1024 * 1024

/** What observations give away of a process, beside what its regions do. */
export function findingsOfObservations(
  letter: ProcessLetter,
  regions: RegionTree,
  { modules, sections, counters, code }: Observations
): readonly Finding[] {
  return [
    ...(modules === null ? [] : ofModules(modules, regions)),
    ...ofCode(code ?? [], regions),
    ...(sections === null ? [] : ofSections(letter, sections, regions)),
    ...(counters === null ? [] : ofCounters(counters))
  ]
}

function ofModules(modules: readonly ShownModule[], regions: RegionTree): Finding[] {
  const found: Finding[] = []
  const listed = new Set<number>()
  for (const module of modules) {
    listed.add(module.base)
    const name = fileName(module.path)
    const there = regionOf(regions, module.base)
    if (there !== undefined && there.type !== m.MEM_IMAGE)
      found.push(
        findingAt('image-replaced', there, [`the loader lists ${name} here`, protectionText(there.protect)])
      )
    for (const section of module.sections) {
      // Import tables and data are written by the loader and the program itself: code is not.
      if ((section.characteristics & IMAGE_SCN_MEM_EXECUTE) === 0 || section.privatePages === 0) continue
      const address = module.base + section.address
      const region = regionOf(regions, address)
      if (region === undefined) continue
      found.push({
        ...findingAt('image-code-written', region, [
          `${section.name}: ${section.privatePages} of ${countText(section.pages, 'page')} private (Shared = 0)`,
          protectionText(section.protect)
        ]),
        key: `image-code-written ${address}`,
        address,
        size: section.pages * page,
        what: `${name} ${section.name}`
      })
    }
  }
  for (const image of findingsOfRegions(regions).images)
    if (!listed.has(image.allocationBase))
      found.push(findingAt('image-not-listed', image, ['MEM_IMAGE', 'not among the modules of the process']))
  return found
}

function ofCode(code: readonly CodePages[], regions: RegionTree): Finding[] {
  return code.flatMap(({ base, pages, copied }) => {
    const region = copied === 0 ? undefined : regionOf(regions, base)
    if (region === undefined) return []
    const evidence = [
      `${copied} of ${countText(pages, 'page')} private (Shared = 0)`,
      protectionText(region.protect)
    ]
    return [{ ...findingAt('image-code-written', region, evidence), key: `image-code-written ${base}` }]
  })
}

function ofSections(
  letter: ProcessLetter,
  sections: readonly ShownControlArea[],
  regions: RegionTree
): Finding[] {
  const found: Finding[] = []
  for (const { kind, views, sections: objects } of sections) {
    if (kind === 'image') continue
    // The protection now may be another than the view was mapped with.
    const writers = views.filter((view) => (view.protect & writable) !== 0)
    if (writers.length === 0) continue
    for (const view of views) {
      if (view.process !== letter) continue
      const region = regionOf(regions, view.start)
      if (region === undefined || !isExecutable(region.protect)) continue
      const others = writers.filter((one) => one.process !== view.process || one.start !== view.start)
      const [other] = others
      if (other === undefined) continue
      const name = objects.find((object) => object.name !== null)?.name
      found.push(
        findingAt('two-faces', region, [
          `${protectionText(region.protect)} here, ${protectionText(other.protect)} in ${other.process} at 0x${other.start.toString(16)}`,
          name === undefined || name === null ? 'a section without a name' : `section ${name}`
        ])
      )
    }
  }
  return found
}

function ofCounters({ types }: ProcessCounters): Finding[] {
  const data = types.find(({ name }) => name === 'Private Data')
  if (data === undefined) return []
  const committed = data.committed * page
  const present = data.workingSet * page
  if (committed < leastPromised || present * 8 > committed) return []
  return [
    {
      key: 'much-promised',
      rule: 'much-promised',
      address: null,
      size: committed,
      what: 'Private data of the process',
      line: null,
      evidence: [`${kibText(committed)} committed`, `${kibText(present)} in the working set`],
      owner: 'program'
    }
  ]
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1)
}
