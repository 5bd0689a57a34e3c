import type { MachineProcess } from '../../machine/machine-process'
import { addToWord, type Word } from '../../machine/word'
import { wordOfValue, type Value } from '../vm-words'

/** Bytes that are read at a time while a string's end is looked for: never past the end of a page. */
const pageSize = 0x1000
const longestText = 0x4000000

export const pointer = (value: Value): Word => wordOfValue('u64', value)

/**
 * The units of a zero-terminated text, without the zero, at most `limit`. Touches only what belongs to it, page by
 * page; undefined when a page refuses.
 */
export function readUnits(
  process: MachineProcess,
  start: Value,
  unitSize: 1 | 2,
  limit = longestText
): number[] | undefined {
  const units: number[] = []
  let at = pointer(start)
  while (units.length < limit) {
    const inPage = typeof at === 'number' ? pageSize - (at % pageSize) : unitSize
    const wanted = Math.max(
      unitSize,
      Math.min(inPage - (inPage % unitSize), 256, (limit - units.length) * unitSize)
    )
    // A long piece may reach past the terminator into bytes that the program never meant to read, but not past the page.
    const bytes = process.read(at, wanted)
    if (!bytes) return undefined
    for (let i = 0; i < wanted; i += unitSize) {
      const unit = unitSize === 1 ? bytes[i]! : bytes[i]! | (bytes[i + 1]! << 8)
      if (unit === 0 || units.length === limit) return units
      units.push(unit)
    }
    at = addToWord(at, wanted)
  }
  return units
}

export function writeUnits(
  process: MachineProcess,
  to: Value,
  units: readonly number[],
  unitSize: 1 | 2
): boolean {
  const chunk = 0x8000
  for (let done = 0; done < units.length; done += chunk) {
    const part = units.slice(done, done + chunk)
    const bytes = new Uint8Array(part.length * unitSize)
    part.forEach((unit, i) => {
      bytes[i * unitSize] = unit & 0xff
      if (unitSize === 2) bytes[i * 2 + 1] = unit >> 8
    })
    if (!process.write(addToWord(pointer(to), done * unitSize), bytes)) return false
  }
  return true
}

export function textOfUnits(units: readonly number[]): string {
  let text = ''
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode(...units.slice(i, i + 8192))
  return text
}

export function unitsOfText(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
}
