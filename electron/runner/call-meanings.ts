import type { ConstantFamilyName } from '../../shared/win32/constant-families'
import { functionEntry } from '../../shared/win32/functions'

/** Constants that a call shows in words. */
export type FlagKind = Extract<
  ConstantFamilyName,
  'allocationType' | 'freeType' | 'protection' | 'processAccess' | 'fileMap' | 'section'
>

const kinds = new Set<ConstantFamilyName>([
  'allocationType',
  'freeType',
  'protection',
  'processAccess',
  'fileMap',
  'section'
])

/** What a parameter's number stands for; null for one that is shown as a number. */
export function flagKindOf(functionName: string, parameter: string): FlagKind | null {
  const family = functionEntry(functionName)?.flags[parameter]
  return family !== undefined && kinds.has(family) ? (family as FlagKind) : null
}

/** The parameter that says the size of the new thing whose address comes back, or null for a function that makes nothing. */
export function sizeParameterOf(functionName: string): string | null {
  return functionEntry(functionName)?.makes ?? null
}

/** The parameter whose address leads to nothing afterwards, or null. */
export function releasedParameterOf(functionName: string): string | null {
  return functionEntry(functionName)?.releases ?? null
}

/** Whether the function's answers depend on the moment or on the computer, not on what the program did. */
export function answersByAccident(functionName: string): boolean {
  return functionEntry(functionName)?.accidental === true
}

/** Whether a result says that the call failed. `bits` is the width of the result in bits; 0 for void. */
export function saysFailure(functionName: string, result: bigint, bits: number): boolean {
  if (bits === 0) return false
  const value = BigInt.asUintN(bits, result)
  const fails = functionEntry(functionName)?.fails ?? 'zero'
  switch (fails) {
    case 'never':
      return false
    case 'nonzero':
      return value !== 0n
    case 'status':
      return (value & 0x80000000n) !== 0n
    case 'all-ones':
      return value === BigInt.asUintN(bits, -1n)
    case 'zero':
      return value === 0n
    default:
      return value === BigInt(fails)
  }
}
