import { recordProperties } from './reference'
import { partsOf, type Typed } from './typed'

const names = new Set(
  Object.values(recordProperties).flatMap((properties) =>
    Object.entries(properties).flatMap(([name, facts]) => (facts.simulatorOnly === true ? [name] : []))
  )
)

/** A property that Windows tells to nobody without a driver and that the expression asks of it; null for none. */
export function untoldByWindows(typed: Typed): string | null {
  if (typed.kind === 'machine' && typed.machine === 'simulator') return null
  const isRecord = typed.kind === 'property' && typed.of.type.kind === 'record'
  if ((typed.kind === 'element' || isRecord) && names.has(typed.name)) return typed.name
  for (const part of partsOf(typed)) {
    const name = untoldByWindows(part)
    if (name !== null) return name
  }
  return null
}
