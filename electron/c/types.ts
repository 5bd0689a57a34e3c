/** C types as Windows x64 has them (LLP64): int and long 4 bytes, long long and pointers 8, wchar_t 2, char signed. */
export type CType = VoidType | IntType | FloatType | PointerType | ArrayType | StructType | FunctionType

interface Common {
  /** The typedef name it was written with, for people. */
  readonly alias?: string
  readonly constant?: boolean
}
export interface VoidType extends Common {
  readonly kind: 'void'
}
/** Integers, _Bool and enums. */
export interface IntType extends Common {
  readonly kind: 'int'
  readonly name: string
  readonly size: 1 | 2 | 4 | 8
  readonly signed: boolean
  /** Order of conversion: char 1, short 2, int 3, long 4, long long 5; _Bool 0. */
  readonly rank: number
  /** The constants of an enum, by value. */
  readonly enumerators?: ReadonlyMap<bigint, string>
}
export interface FloatType extends Common {
  readonly kind: 'float'
  readonly name: string
  readonly size: 4 | 8
}
export interface PointerType extends Common {
  readonly kind: 'pointer'
  readonly to: CType
}
export interface ArrayType extends Common {
  readonly kind: 'array'
  readonly of: CType
  /** Null while unknown: `int a[] = ...`, a parameter, an extern. */
  readonly count: number | null
}
export interface StructType extends Common {
  readonly kind: 'struct'
  readonly definition: StructDefinition
}
export interface FunctionType extends Common {
  readonly kind: 'function'
  readonly result: CType
  readonly params: readonly Parameter[]
  readonly variadic: boolean
  /** Declared as `f()`: nothing is known of its parameters. */
  readonly unprototyped: boolean
}
export interface Parameter {
  readonly name: string | null
  readonly type: CType
  /** The type as the text writes it. */
  readonly written: string
}

export interface Member {
  /** Null for an anonymous struct or union, whose members count as the outer one's. */
  readonly name: string | null
  readonly type: CType
  readonly offset: number
  readonly bits: { readonly shift: number; readonly width: number } | null
  readonly written: string
}
/** A struct or union; completed once, when its members are read. */
export interface StructDefinition {
  readonly isUnion: boolean
  readonly tag: string | null
  /** The first typedef name it got, for people. */
  typedefName: string | null
  members: readonly Member[] | null
  size: number
  alignment: number
}

const int = (name: string, size: 1 | 2 | 4 | 8, signed: boolean, rank: number): IntType => ({
  kind: 'int',
  name,
  size,
  signed,
  rank
})
export const voidType: VoidType = { kind: 'void' }
export const boolType = int('_Bool', 1, false, 0)
export const charType = int('char', 1, true, 1)
export const signedCharType = int('signed char', 1, true, 1)
export const unsignedCharType = int('unsigned char', 1, false, 1)
export const shortType = int('short', 2, true, 2)
export const unsignedShortType = int('unsigned short', 2, false, 2)
export const intType = int('int', 4, true, 3)
export const unsignedIntType = int('unsigned int', 4, false, 3)
export const longType = int('long', 4, true, 4)
export const unsignedLongType = int('unsigned long', 4, false, 4)
export const longLongType = int('long long', 8, true, 5)
export const unsignedLongLongType = int('unsigned long long', 8, false, 5)
export const floatType: FloatType = { kind: 'float', name: 'float', size: 4 }
export const doubleType: FloatType = { kind: 'float', name: 'double', size: 8 }
export const wideCharType: IntType = { ...unsignedShortType, alias: 'wchar_t' }
export const sizeType: IntType = { ...unsignedLongLongType, alias: 'size_t' }
export const differenceType: IntType = { ...longLongType, alias: 'ptrdiff_t' }

export const pointerTo = (to: CType): PointerType => ({ kind: 'pointer', to })
export const arrayOf = (of: CType, count: number | null): ArrayType => ({ kind: 'array', of, count })
export const voidPointer = pointerTo(voidType)

/** Bytes of an object of the type; null when it is not complete (void, a function, an unknown struct or array). */
export function sizeOf(type: CType): number | null {
  switch (type.kind) {
    case 'void':
    case 'function':
      return null
    case 'int':
    case 'float':
      return type.size
    case 'pointer':
      return 8
    case 'array': {
      const element = sizeOf(type.of)
      return element === null || type.count === null ? null : element * type.count
    }
    case 'struct':
      return type.definition.members === null ? null : type.definition.size
  }
}

export function alignmentOf(type: CType): number {
  switch (type.kind) {
    case 'array':
      return alignmentOf(type.of)
    case 'struct':
      return type.definition.alignment
    default:
      return sizeOf(type) ?? 1
  }
}

export const isInteger = (type: CType): type is IntType => type.kind === 'int'
export const isPointer = (type: CType): type is PointerType => type.kind === 'pointer'
export const isArithmetic = (type: CType): type is IntType | FloatType =>
  type.kind === 'int' || type.kind === 'float'
export const isScalar = (type: CType): boolean => isArithmetic(type) || type.kind === 'pointer'
export const isCharacter = (type: CType): type is IntType =>
  type.kind === 'int' && type.size === 1 && type.rank === 1
export const isWideCharacter = (type: CType): type is IntType =>
  type.kind === 'int' && type.size === 2 && !type.signed

/** Integer promotion: what is smaller than int becomes int (C11 6.3.1.1). */
export function promoted(type: IntType): IntType {
  if (type.rank < intType.rank) return intType
  return type.rank === intType.rank && type.signed && type.name !== 'int' ? intType : type
}

/** The type that both operands of an arithmetic operator take (C11 6.3.1.8). */
export function commonType(a: IntType | FloatType, b: IntType | FloatType): IntType | FloatType {
  if (a.kind === 'float' || b.kind === 'float') {
    const double = (a.kind === 'float' && a.size === 8) || (b.kind === 'float' && b.size === 8)
    return double ? doubleType : floatType
  }
  const x = promoted(a)
  const y = promoted(b)
  const [low, high] = x.rank < y.rank ? [x, y] : [y, x]
  if (low.signed === high.signed || !high.signed || high.size > low.size) {
    return !low.signed && low.rank === high.rank ? low : high
  }
  return { ...high, signed: false, name: `unsigned ${high.name}` }
}

/** Whether two types are the same but for const and the names they are written with. */
export function sameType(a: CType, b: CType): boolean {
  if (a === b) return true
  switch (a.kind) {
    case 'void':
      return b.kind === 'void'
    case 'int':
      return b.kind === 'int' && a.size === b.size && a.signed === b.signed && a.rank === b.rank
    case 'float':
      return b.kind === 'float' && a.size === b.size
    case 'pointer':
      return b.kind === 'pointer' && sameType(a.to, b.to)
    case 'array':
      return (
        b.kind === 'array' &&
        (a.count === b.count || a.count === null || b.count === null) &&
        sameType(a.of, b.of)
      )
    case 'struct':
      return b.kind === 'struct' && a.definition === b.definition
    case 'function':
      return (
        b.kind === 'function' &&
        sameType(a.result, b.result) &&
        (a.unprototyped ||
          b.unprototyped ||
          (a.params.length === b.params.length &&
            a.variadic === b.variadic &&
            a.params.every((p, i) => sameType(p.type, b.params[i]!.type))))
      )
  }
}

/** Finds a member by name, looking into anonymous members; offsets are from the start of `definition`. */
export function findMember(definition: StructDefinition, name: string): Member | null {
  for (const member of definition.members ?? []) {
    if (member.name === name) return member
    if (member.name === null && member.type.kind === 'struct') {
      const inner = findMember(member.type.definition, name)
      if (inner) return { ...inner, offset: inner.offset + member.offset }
    }
  }
  return null
}

/** All names that can stand behind `.`. */
export function memberNames(definition: StructDefinition): string[] {
  return (definition.members ?? []).flatMap((member) =>
    member.name !== null
      ? [member.name]
      : member.type.kind === 'struct'
        ? memberNames(member.type.definition)
        : []
  )
}

/** A type as C writes it without a name: `unsigned char *`, `int (*)(void)`. */
export function typeText(type: CType, inner = ''): string {
  const constant = type.constant ? 'const ' : ''
  const after = inner === '' || inner.startsWith('[') ? inner : ` ${inner}`
  if (type.alias) return `${constant}${type.alias}${after}`
  switch (type.kind) {
    case 'void':
      return `${constant}void${after}`
    case 'int':
    case 'float':
      return `${constant}${type.name}${after}`
    case 'pointer': {
      const wrapped = type.to.kind === 'array' || type.to.kind === 'function'
      const star = `*${type.constant ? 'const ' : ''}${inner}`
      return typeText(type.to, !type.to.alias && wrapped ? `(${star})` : star)
    }
    case 'array':
      return typeText(type.of, `${inner}[${type.count ?? ''}]`)
    case 'struct': {
      const { tag, isUnion, typedefName } = type.definition
      return `${constant}${typedefName ?? `${isUnion ? 'union' : 'struct'} ${tag ?? '(unnamed)'}`}${after}`
    }
    case 'function': {
      const params = type.params.map((p) => typeText(p.type))
      if (type.variadic) params.push('...')
      return typeText(type.result, `${inner}(${params.join(', ') || 'void'})`)
    }
  }
}
