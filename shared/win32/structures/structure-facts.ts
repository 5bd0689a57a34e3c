import type { ConstantFamilyName } from '../constant-families'

/** What is known of a structure beyond its declaration, which the headers hold. */
export interface StructureFacts {
  /** What it holds, in one sentence of our own. */
  readonly says: string
  /** Microsoft's page, as `microsoftPage` takes it. */
  readonly page: string
  /** What each field holds, in a few words. Fields of a named member are written with its name: `Block.hMem`. */
  readonly fields: Readonly<Record<string, string>>
  /** What stands for the fields that are not listed. */
  readonly otherFields?: string
  /** Which constants a field can hold. */
  readonly constants?: Readonly<Record<string, ConstantFamilyName>>
}
