import { constantValues } from '../../win32/constant-knowledge'
import type { Typed } from './typed'
import { types, type LabType } from './types'

const constantTypes: readonly (readonly [RegExp, LabType])[] = [
  [/^PAGE_/, types.protection],
  [/^MEM_(FREE|RESERVE|COMMIT)$/, types.state],
  [/^MEM_(PRIVATE|MAPPED|IMAGE)$/, types.memoryType],
  [/^(ERROR_|NO_ERROR$)/, types.error],
  [/^(EXCEPTION_|STATUS_)/, types.exceptionCode]
]

/** A constant of Windows by its name; null where there is none. */
export function constantOf(name: string): Typed | null {
  const value = constantValues.get(name)
  if (value === undefined) return null
  const type = constantTypes.find(([pattern]) => pattern.test(name))?.[1] ?? types.cNumber
  return { kind: 'value', type, value: Number(value), words: name }
}

/** Types of headers that are pointers though no * is written. */
const pointerTypes = /^(LP|P)[A-Z]|HANDLE$|^H[A-Z]+$|^PVOID|\*/

/** The type of what a header declares, for results and arguments of calls. */
export function typeOfC(written: string): LabType {
  return pointerTypes.test(written.trim()) ? types.address : types.cNumber
}

/** What may be a part of flags: a constant of them, or a number that C gives. */
export function isFlag(typed: Typed): boolean {
  if (typed.type.kind === 'flags' || typed.type.kind === 'c-number') return true
  return typed.kind === 'value' && (typed.type.kind === 'state' || typed.type.kind === 'protection')
}

/** What flags joined with | are: those of an allocation, or others. */
export function flagsOf(...parts: readonly Typed[]): LabType {
  const isAllocation = (part: Typed): boolean =>
    part.type.kind === 'flags'
      ? part.type.of === 'allocation'
      : part.kind === 'value' && /^MEM_/.test(part.words)
  return { kind: 'flags', of: parts.every(isAllocation) ? 'allocation' : 'any' }
}
