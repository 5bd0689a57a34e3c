import type { ConstantFamilyName } from '../../../../shared/win32/constant-families'
import { functionEntry, prototypeOf } from '../../../../shared/win32/functions'
import { structureOf, structureTable } from '../../../../shared/win32/structures'
import { callAt, memberAccess, structureOfExpression } from './program-text'

/** What functions answer that is one of a family. */
const answers: Readonly<Record<string, ConstantFamilyName>> = {
  GetLastError: 'errorCode',
  GetExceptionCode: 'exceptionCode',
  _exception_code: 'exceptionCode',
  exception_code: 'exceptionCode',
  probe_read: 'exceptionCode',
  probe_write: 'exceptionCode',
  probe_execute: 'exceptionCode',
  WaitForSingleObject: 'waitResult',
  WaitForSingleObjectEx: 'waitResult',
  WaitForMultipleObjects: 'waitResult',
  WaitForMultipleObjectsEx: 'waitResult',
  SignalObjectAndWait: 'waitResult',
  GetThreadPriority: 'threadPriority',
  GetFileType: 'fileType'
}

/** Which family of constants a place asks for: by the parameter it fills, or by what it is compared with or set to. */
export function familyAt(blanked: string, position: number): ConstantFamilyName | null {
  const call = callAt(blanked, position)
  if (call !== null) {
    const param = prototypeOf(call.name)?.params[call.argument]?.name
    const family = param === undefined ? undefined : functionEntry(call.name)?.flags[param]
    if (family !== undefined) return family
    if (/^(TODO_WINE_)?CHECK_EQ$/.test(call.name)) {
      const other = call.texts[call.argument === 0 ? 1 : 0] ?? ''
      const compared = familyOfExpression(blanked, other.trim(), position)
      if (compared !== null) return compared
    }
  }
  const before =
    /([\w.[\]()]+(?:->[\w.[\]()]+)*)\s*(?:==|!=|[|&]?=|&|\|)\s*(?:[\w|&~()\s]*[|(]\s*)?\w*$/.exec(
      blanked.slice(Math.max(0, position - 200), position)
    )
  if (before !== null) return familyOfExpression(blanked, before[1]!.replace(/^\(+/, ''), position)
  return /\bcase\s+\w*$/.test(blanked.slice(Math.max(0, position - 60), position))
    ? familyOfSwitch(blanked, position)
    : null
}

function familyOfSwitch(blanked: string, position: number): ConstantFamilyName | null {
  const found = [...blanked.slice(0, position).matchAll(/\bswitch\s*\(([^{}]*)\)\s*\{/g)].at(-1)
  return found === undefined ? null : familyOfExpression(blanked, found[1]!.trim(), position)
}

/** Which family of constants the value of an expression is one of; null where that is not known. */
export function familyOfExpression(
  blanked: string,
  expression: string,
  position: number
): ConstantFamilyName | null {
  const call = /^([A-Za-z_]\w*)\s*\(/.exec(expression)
  if (call !== null) return answers[call[1]!] ?? null
  const member = memberAccess(expression, expression.length)
  if (member !== null) {
    const field = expression.slice(member.from)
    const structure = structureOfExpression(blanked, member.expression, position)
    if (structure !== null) return structureOf(structure.name)?.facts.constants?.[field] ?? null
    const all = [...structureTable.values()].map(({ constants }) => constants?.[field])
    return all.find((family) => family !== undefined) ?? null
  }
  if (!/^[A-Za-z_]\w*$/.test(expression)) return null
  const set = [
    ...blanked.slice(0, position).matchAll(new RegExp(`\\b${expression}\\s*=\\s*(\\w+)\\s*\\(`, 'g'))
  ].at(-1)
  if (set !== undefined && answers[set[1]!] !== undefined) return answers[set[1]!]!
  return familyOfOutVariable(blanked, expression, position)
}

/** `VirtualProtect(p, size, PAGE_READONLY, &old)` sets `old` to a protection. */
function familyOfOutVariable(blanked: string, name: string, position: number): ConstantFamilyName | null {
  const before = blanked.slice(0, position)
  return new RegExp(`\\bVirtualProtect(?:Ex)?\\s*\\([^;]*&\\s*${name}\\s*\\)`).test(before)
    ? 'protection'
    : null
}
