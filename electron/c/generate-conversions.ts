import type { CodeWriter } from './code-writer'
import { sizeOf, type CType } from './types'
import { kindOf } from './value-kinds'

/** Makes the value on the stack, of one scalar type, that of another. */
export function convertValue(w: CodeWriter, from: CType, to: CType): void {
  if (to.kind === 'void') return from.kind === 'void' ? undefined : w.emit('Pop')
  if (to.kind === 'struct' || from.kind === 'struct' || from.kind === 'void') return
  const target = kindOf(to)
  const source = kindOf(from)
  if (target === source) return
  if (target === 'bool') return w.emit('ToBool')
  if (from.kind === 'float') {
    if (to.kind === 'float') return to.size === 4 ? w.emit('RoundToFloat') : undefined
    const signed = to.kind === 'int' && to.signed
    const bits = (sizeOf(to) ?? 8) * 8
    return w.emit('FloatToInteger', signed ? -bits : bits)
  }
  if (to.kind === 'float') {
    if (source === 'i64' || source === 'u64') w.emit('ToFloat')
    return to.size === 4 ? w.emit('RoundToFloat') : undefined
  }
  switch (target) {
    case 'i8':
      return w.emit('ToI8')
    case 'u8':
      return w.emit('ToU8')
    case 'i16':
      return source === 'i8' || source === 'u8' || source === 'bool' ? undefined : w.emit('ToI16')
    case 'u16':
      return source === 'u8' || source === 'bool' ? undefined : w.emit('ToU16')
    case 'i32':
      return source === 'u32' || source === 'i64' || source === 'u64' ? w.emit('ToI32') : undefined
    case 'u32':
      return source === 'u8' || source === 'u16' || source === 'bool' ? undefined : w.emit('ToU32')
    case 'i64':
      return source === 'u64' ? w.emit('ToI64') : undefined
    case 'u64':
      return source.startsWith('i') ? w.emit('ToU64') : undefined
  }
}
