import { constantFamilies, type ConstantFamilyName } from '../win32/constant-families'
import { structureTable } from '../win32/structures'
import type { FigureFacts, FigureGroup } from './figure'

const families: readonly (readonly [ConstantFamilyName, FigureFacts['by']])[] = [
  ['protection', 'VirtualQuery'],
  ['memoryState', 'VirtualQuery'],
  ['memoryType', 'VirtualQuery'],
  ['allocationType', 'documented'],
  ['freeType', 'documented'],
  ['section', 'documented']
]

/** What the tables of Windows say of a constant is said there; here it is a figure as any other, under its own name. */
function constantFacts(): Readonly<Record<string, FigureFacts>> {
  const figures: Record<string, FigureFacts> = {}
  for (const [family, by] of families) {
    const { members, page } = constantFamilies[family]
    for (const [name, says] of Object.entries(members))
      figures[name] ??= { name, says, by, page, unit: 'flags' }
  }
  return figures
}

/** PAGE_, MEM_ and SEC_ constants. */
export const constantFigures: FigureGroup = { title: 'Constants', figures: constantFacts() }

const structureNames = ['MEMORY_BASIC_INFORMATION', 'PEB', 'TEB', 'KUSER_SHARED_DATA'] as const

/** Structures that regions are named after. */
export const structureFigures: FigureGroup = {
  title: 'Structures',
  figures: Object.fromEntries(
    structureNames.flatMap((name) => {
      const facts = structureTable.get(name)
      return facts === undefined
        ? []
        : [[name, { name, says: facts.says, by: 'documented', page: facts.page } as const]]
    })
  )
}
