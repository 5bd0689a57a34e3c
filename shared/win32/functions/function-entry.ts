import type { ConstantFamilyName } from '../constant-families'

/**
 * How a result says that the call failed: `zero` is NULL, FALSE and 0; `all-ones` INVALID_HANDLE_VALUE, WAIT_FAILED and
 * their like; `nonzero` an error code instead of ERROR_SUCCESS; `status` an NTSTATUS below 0, which NT_SUCCESS refuses; a number is that value; `never` says nothing.
 */
export type Failure = 'zero' | 'nonzero' | 'status' | 'all-ones' | 'never' | number

/** What is known of a Win32 function beyond its prototype, which the headers hold. */
export interface FunctionFacts {
  /** What it does, in one sentence of our own. */
  readonly says: string
  /** `zero` where nothing is said. */
  readonly fails?: Failure
  /** Which constants a parameter takes, by Microsoft's name of the parameter. */
  readonly flags?: Readonly<Record<string, ConstantFamilyName>>
  /** The parameters through which it answers. */
  readonly writes?: readonly string[]
  /** The parameter that says how large the thing is whose address comes back. */
  readonly makes?: string
  /** The parameter whose thing it ends. */
  readonly releases?: string
  /** Its answer is another on every machine or at every moment: never compared. */
  readonly accidental?: true
  /** The first Windows that has it, where that is later than Windows 7. */
  readonly since?: string
  /** What a call answers where Windows has no such function; the last error is ERROR_CALL_NOT_IMPLEMENTED. */
  readonly absent?: number
  /** The DLL, where it is not that of its family; null for what the compiler puts in by itself. */
  readonly dll?: string | null
  /** The header, where it is not that of its family. */
  readonly header?: string
  /** Where Microsoft's page is not at the usual place: its path below `windows/win32/`, or a whole path from `/`. */
  readonly page?: string
  /** What the lab does not model of it. */
  readonly limits?: string
}

/** A function of the table, with everything filled in. */
export interface FunctionEntry extends FunctionFacts {
  readonly name: string
  /** The heading it stands under. */
  readonly family: string
  readonly fails: Failure
  readonly flags: Readonly<Record<string, ConstantFamilyName>>
  readonly writes: readonly string[]
  readonly dll: string | null
  readonly header: string
  /** Microsoft's page. */
  readonly link: string
}

/** A family of functions: what its members share unless they say otherwise. */
export interface FunctionFamily {
  readonly title: string
  readonly header: string
  readonly dll: string
  readonly functions: Readonly<Record<string, FunctionFacts>>
}

const learn = 'https://learn.microsoft.com/en-us'

/** A page of Microsoft's documentation: a path below `windows/win32/`, or a whole path from `/`. */
export function microsoftPage(path: string): string {
  return path.startsWith('/') ? `${learn}${path}` : `${learn}/windows/win32/${path}`
}

/** The entries of a family. Microsoft files a function's page under its header: `nf-memoryapi-virtualalloc`. */
export function entriesOf(family: FunctionFamily): FunctionEntry[] {
  return Object.entries(family.functions).map(([name, facts]) => {
    const header = facts.header ?? family.header
    const folder = header.replace(/\.h$/, '')
    const page = facts.page ?? `api/${folder}/nf-${folder}-${name.toLowerCase()}`
    return {
      ...facts,
      name,
      family: family.title,
      fails: facts.fails ?? 'zero',
      flags: facts.flags ?? {},
      writes: facts.writes ?? [],
      dll: facts.dll === undefined ? family.dll : facts.dll,
      header,
      link: microsoftPage(page)
    }
  })
}
