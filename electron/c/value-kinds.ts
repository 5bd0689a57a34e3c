import type { ValueKind } from './compiled-code'
import type { CType } from './types'

/** How values of a type lie in memory. */
export function kindOf(type: CType): ValueKind {
  switch (type.kind) {
    case 'void':
      return 'none'
    case 'int':
      if (type.rank === 0) return 'bool'
      return `${type.signed ? 'i' : 'u'}${(type.size * 8) as 8 | 16 | 32 | 64}`
    case 'float':
      return type.size === 4 ? 'f32' : 'f64'
    case 'struct':
      return 'struct'
    default:
      return 'u64'
  }
}

export type ArithmeticClass = 'S32' | 'U32' | 'S64' | 'U64' | 'F'

/** The class that computes with promoted values of a type. */
export function classOf(type: CType): ArithmeticClass {
  if (type.kind === 'float') return 'F'
  if (type.kind !== 'int') return 'U64'
  if (type.size === 8) return type.signed ? 'S64' : 'U64'
  return type.size === 4 && !type.signed ? 'U32' : 'S32'
}
