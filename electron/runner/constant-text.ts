import { constantFamilies } from '../../shared/win32/constant-families'
import { win32Constants } from '../../shared/win32/constants'
import { functionEntry } from '../../shared/win32/functions'

/**
 * An argument's number by the names of what the parameter takes: `GENERIC_READ | GENERIC_WRITE`, `OPEN_EXISTING`. Null
 * where the parameter takes no constants, or the names do not cover the number.
 */
export function constantText(functionName: string, parameter: string, value: number): string | null {
  const family = functionEntry(functionName)?.flags[parameter]
  if (family === undefined) return null
  const { members, flags } = constantFamilies[family]
  const known = Object.keys(members).flatMap((name) => {
    const found: unknown = win32Constants[name as keyof typeof win32Constants]
    return typeof found === 'number' ? [{ name, bits: found >>> 0 }] : []
  })
  const exact = known.find(({ bits }) => bits === value >>> 0)
  if (exact !== undefined) return exact.name
  if (!flags || value === 0) return null
  const single = known.filter(({ bits }) => bits !== 0 && (bits & (bits - 1)) === 0)
  const names: string[] = []
  let rest = value >>> 0
  for (const { name, bits } of single)
    if ((rest & bits) >>> 0 === bits) {
      names.push(name)
      rest = (rest & ~bits) >>> 0
    }
  return rest === 0 ? names.join(' | ') : null
}
