import {
  readDeclarations,
  type FieldDeclaration,
  type Prototype
} from '../../../../shared/win32/headers/declarations'
import { structureOf } from '../../../../shared/win32/structures'

/** A call that a place lies in. */
export interface CallAt {
  readonly name: string
  /** Where its name begins. */
  readonly from: number
  /** Which argument the place lies in, from 0. */
  readonly argument: number
  /** The arguments up to the end of the call, or of the line where it has none. */
  readonly texts: readonly string[]
}

/** How far before a place a call's name is looked for. */
const reach = 2000

/** The innermost call whose arguments a place lies in; null outside of one. */
export function callAt(blanked: string, position: number): CallAt | null {
  let depth = 0
  const first = Math.max(0, position - reach)
  for (let i = position - 1; i >= first; i--) {
    const character = blanked[i]
    if (character === ')' || character === ']') depth++
    else if (character === '[') depth--
    else if (character === '{' || character === '}' || character === ';') return null
    else if (character === '(' && depth-- === 0) {
      const name = /([A-Za-z_]\w*)\s*$/.exec(blanked.slice(Math.max(0, i - 80), i))
      if (name === null || /^(if|while|for|switch|return|sizeof)$/.test(name[1]!)) {
        depth = 0
        continue
      }
      const texts = argumentsFrom(blanked, i + 1)
      let argument = 0
      let end = i + 1
      for (const text of texts) {
        end += text.length
        if (position <= end) break
        end++
        argument++
      }
      return {
        name: name[1]!,
        from: i - name[0].length,
        argument: Math.min(argument, texts.length - 1),
        texts
      }
    }
  }
  return null
}

function argumentsFrom(blanked: string, start: number): string[] {
  const texts: string[] = []
  let depth = 0
  let from = start
  for (let i = start; i <= blanked.length; i++) {
    const character = blanked[i] ?? ';'
    if (character === '(' || character === '[') depth++
    else if (character === ')' || character === ']') depth--
    if (depth < 0 || /[;{}]/.test(character)) {
      texts.push(blanked.slice(from, i))
      break
    }
    if (character === ',' && depth === 0) {
      texts.push(blanked.slice(from, i))
      from = i + 1
    }
  }
  return texts
}

/** The type a variable or parameter was declared with nearest before a place; null where none is found. */
export function typeOfVariable(blanked: string, name: string, position: number): string | null {
  const declaration = new RegExp(
    `(?:^|[;{}(,])\\s*(?:(?:const|static|struct|union|volatile)\\s+)*([A-Za-z_]\\w*)\\s*(?:[\\s*]|[\\s*][^;(){}]{0,300}?[,*\\s])${name}\\s*(?=[;,=\\[)])`,
    'gm'
  )
  let type: string | null = null
  for (const found of blanked.slice(0, position + name.length + 1).matchAll(declaration))
    if (!/^(return|else|goto|sizeof|case|typedef)$/.test(found[1]!)) type = found[1]!
  return type
}

/** A structure's name and fields, be it Windows' or the program's own. */
export interface KnownStructure {
  readonly name: string
  readonly fields: readonly FieldDeclaration[]
}

/** The structure of a type, Windows' or the program's own; null for any other type. */
export function structureNamed(blanked: string, type: string): KnownStructure | null {
  const windows = structureOf(type)
  if (windows !== undefined) return windows.declaration
  const bare = type.replace(/\b(const|struct|union)\b|[*\s]|\[.*$/g, '')
  for (const found of blanked.matchAll(/(?:typedef\s+)?\b(?:struct|union)\s*(\w*)\s*\{[^{}]*\}[^;{}()]*;/g)) {
    const structures = readDeclarations([found[0]]).structures
    for (const one of structures.values())
      if (one.name === bare || found[1] === bare || one.otherNames.includes(bare))
        return { name: bare, fields: one.fields }
  }
  return null
}

/** The structure whose field stands after `.` or `->`, for an expression such as `mbi`, `p->header` or `list[i]`. */
export function structureOfExpression(
  blanked: string,
  expression: string,
  position: number
): KnownStructure | null {
  const parts = expression
    .replace(/\[[^\]]*\]/g, '')
    .split(/\.|->/)
    .map((part) => part.trim())
  const type = typeOfVariable(blanked, parts[0] ?? '', position)
  let structure = type === null ? null : structureNamed(blanked, type)
  for (const part of parts.slice(1)) {
    const field: FieldDeclaration | undefined = structure?.fields.find(({ name }) => name === part)
    if (field === undefined) return null
    structure =
      field.fields.length > 0 ? { name: part, fields: field.fields } : structureNamed(blanked, field.type)
  }
  return structure
}

/** The expression before `.` or `->` right before a place, and where the field's name begins; null elsewhere. */
export function memberAccess(blanked: string, position: number): { expression: string; from: number } | null {
  const before = blanked.slice(Math.max(0, position - 200), position)
  const found =
    /([A-Za-z_]\w*(?:\[[^\]]*\])?(?:\s*(?:\.|->)\s*[A-Za-z_]\w*(?:\[[^\]]*\])?)*)\s*(?:\.|->)\s*(\w*)$/.exec(
      before
    )
  return found === null ? null : { expression: found[1]!, from: position - found[2]!.length }
}

/** The prototype of a function that the program itself defines; null where it does not. */
export function ownPrototype(blanked: string, name: string): Prototype | null {
  const found = new RegExp(`^[A-Za-z_][\\w \\t*]*?\\b${name}\\s*\\([^()]*\\)\\s*(?=[;{])`, 'm').exec(blanked)
  if (found === null || /^\s*(return|else)\b/.test(found[0])) return null
  return readDeclarations([`${found[0]};`]).functions.get(name) ?? null
}
