import {
  windowsDeclarations,
  type FieldDeclaration,
  type StructureDeclaration
} from '../headers/declarations'
import { microsoftPage } from '../functions/function-entry'
import { basicStructures } from './basic-structures'
import { imageStructures } from './image-structures'
import { memoryStructures } from './memory-structures'
import { nativeStructures } from './native-structures'
import { processEnvironmentStructures } from './process-environment-structures'
import type { StructureFacts } from './structure-facts'

export type { StructureFacts } from './structure-facts'

/** What is known of each structure beyond its declaration, by the name that programs use. */
export const structureTable: ReadonlyMap<string, StructureFacts> = new Map(
  Object.entries({
    ...memoryStructures,
    ...basicStructures,
    ...imageStructures,
    ...processEnvironmentStructures,
    ...nativeStructures
  })
)

/** A structure: its declaration and what is known of it. */
export interface Structure {
  readonly declaration: StructureDeclaration
  readonly facts: StructureFacts
  readonly link: string
}

const declarationOf = new Map<string, StructureDeclaration>()
for (const declaration of windowsDeclarations.structures.values())
  for (const name of [declaration.name, ...declaration.otherNames]) declarationOf.set(name, declaration)

/** The structure that a type is or points to: `MEMORY_BASIC_INFORMATION`, `PSYSTEM_INFO`, `struct _FILETIME *`. */
export function structureOf(type: string): Structure | undefined {
  const bare = bareType(type)
  const pointed = windowsDeclarations.typeNames.get(bare)
  const declaration =
    declarationOf.get(bare) ??
    declarationOf.get(bare.replace(/^_/, '')) ??
    (pointed === undefined ? undefined : declarationOf.get(bareType(pointed)))
  const facts = declaration && structureTable.get(declaration.name)
  if (declaration === undefined || facts === undefined) return undefined
  return { declaration, facts, link: microsoftPage(facts.page) }
}

function bareType(type: string): string {
  return type.replace(/\b(const|volatile|struct|union)\b/g, '').replace(/[*\s]|\[.*$/g, '')
}

/** A field of a structure and what it holds; `path` names the members around it: `Block.`. */
export function fieldMeaning(facts: StructureFacts, field: FieldDeclaration, path = ''): string {
  return facts.fields[path + field.name] ?? facts.otherFields ?? ''
}
