import { memoryFamilies } from '../win32/constant-families/memory-families'
import { structureTable } from '../win32/structures'
import type { FigureFacts, FigureGroup } from './figure'

const families = [
  ['protection', 'VirtualQuery'],
  ['memoryState', 'VirtualQuery'],
  ['memoryType', 'VirtualQuery'],
  ['allocationType', 'documented'],
  ['freeType', 'documented'],
  ['section', 'documented']
] as const

type FamilyMembers = (typeof memoryFamilies)[(typeof families)[number][0]]['members']
/** Their names: `PAGE_READWRITE`. */
export type ConstantFigureId = FamilyMembers extends infer Each
  ? Each extends Each
    ? keyof Each
    : never
  : never

/** What the tables of Windows say of a constant is said there; here it is a figure as any other, under its own name. */
function constantFacts(): Readonly<Record<string, FigureFacts>> {
  const figures: Record<string, FigureFacts> = {}
  for (const [family, by] of families) {
    const { members, page } = memoryFamilies[family]
    for (const [name, says] of Object.entries<string>(members))
      figures[name] ??= { name, says, by, page, unit: 'flags' }
  }
  return figures
}

/** PAGE_, MEM_ and SEC_ constants. */
export const constantFigures: FigureGroup = { title: 'Constants', figures: constantFacts() }

const structureNames = ['MEMORY_BASIC_INFORMATION', 'PEB', 'TEB', 'KUSER_SHARED_DATA'] as const
/** Structures that are explained. */
export type StructureFigureId = (typeof structureNames)[number]

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
