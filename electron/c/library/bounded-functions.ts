import { raised, type LibraryCall, type LibraryFunction } from './library-call'
import { readUnits, unitsOfText, writeUnits } from './process-bytes'
import { formatOf, type FormatShape } from './output-functions'

/** STRSAFE_E_INSUFFICIENT_BUFFER and STRSAFE_E_INVALID_PARAMETER. */
const insufficientBuffer = 0x8007007a | 0
const invalidParameter = 0x80070057 | 0
const truncate = 0xffffffff

type UnitSize = 1 | 2

function write(
  c: LibraryCall,
  units: readonly number[],
  unitSize: UnitSize,
  result: number
): number | undefined {
  return writeUnits(c.process, c.args[0]!, units, unitSize) ? result : raised(c)
}

/** What strsafe.h promises: always a terminated text; what does not fit is cut, and told. */
function safely(
  c: LibraryCall,
  text: readonly number[],
  unitSize: UnitSize,
  room: number
): number | undefined {
  if (room < 1) return invalidParameter
  if (text.length < room) return write(c, [...text, 0], unitSize, 0)
  return write(c, [...text.slice(0, room - 1), 0], unitSize, insufficientBuffer)
}

const roomOf = (c: LibraryCall, inBytes: boolean, unitSize: UnitSize): number =>
  Math.floor(Number(c.args[1]) / (inBytes ? unitSize : 1))

/** StringCchCopy, StringCchCat and the like. https://learn.microsoft.com/windows/win32/menurc/strsafe-ovw */
const safeCopy =
  (unitSize: UnitSize, inBytes: boolean, appends: boolean, counted: boolean): LibraryFunction =>
  (c) => {
    const room = roomOf(c, inBytes, unitSize)
    const limit = counted ? Math.floor(Number(c.args[3]) / (inBytes ? unitSize : 1)) : undefined
    const old = appends ? readUnits(c.process, c.args[0]!, unitSize, room) : []
    const units = old && readUnits(c.process, c.args[2]!, unitSize, limit)
    return old && units ? safely(c, [...old, ...units], unitSize, room) : raised(c)
  }

const safePrint =
  (unitSize: UnitSize, inBytes: boolean, list: boolean): LibraryFunction =>
  (c) => {
    const text = formatOf(c, { wide: unitSize === 2, format: 2, list })
    return text === undefined
      ? undefined
      : safely(c, unitsOfText(text), unitSize, roomOf(c, inBytes, unitSize))
  }

const safeLength =
  (unitSize: UnitSize, inBytes: boolean): LibraryFunction =>
  (c) => {
    const room = roomOf(c, inBytes, unitSize)
    const units = readUnits(c.process, c.args[0]!, unitSize, room)
    if (!units) return raised(c)
    const length = units.length * (inBytes ? unitSize : 1)
    if (c.args[2] !== 0 && !c.process.store(Number(c.args[2]), 8, units.length < room ? length : 0))
      return raised(c)
    return units.length < room ? 0 : invalidParameter
  }

/** _snprintf_s: as much as the count says, _TRUNCATE as much as fits; what does not fit makes the text empty. */
const printCounted =
  (unitSize: UnitSize, list: boolean): LibraryFunction =>
  (c) => {
    const shape: FormatShape = { wide: unitSize === 2, format: 3, list }
    const text = formatOf(c, shape)
    if (text === undefined) return undefined
    const room = Number(c.args[1])
    const count = BigInt.asUintN(32, BigInt(c.args[2]!)) === BigInt(truncate) ? Infinity : Number(c.args[2])
    const units = unitsOfText(text)
    const wanted = Math.min(units.length, count)
    if (wanted < room)
      return write(c, [...units.slice(0, wanted), 0], unitSize, wanted < units.length ? -1 : wanted)
    if (count === Infinity) return write(c, [...units.slice(0, room - 1), 0], unitSize, -1)
    return write(c, [0], unitSize, -1)
  }

const kinds = (['A', 'W'] as const).flatMap((letter) => {
  const unitSize = letter === 'A' ? 1 : 2
  return (['Cch', 'Cb'] as const).flatMap((measure): [string, LibraryFunction][] => {
    const inBytes = measure === 'Cb'
    const named = (rest: string): string => `String${measure}${rest}${letter}`
    return [
      [named('Copy'), safeCopy(unitSize, inBytes, false, false)],
      [named('CopyN'), safeCopy(unitSize, inBytes, false, true)],
      [named('Cat'), safeCopy(unitSize, inBytes, true, false)],
      [named('CatN'), safeCopy(unitSize, inBytes, true, true)],
      [named('Printf'), safePrint(unitSize, inBytes, false)],
      [named('VPrintf'), safePrint(unitSize, inBytes, true)],
      [named('Length'), safeLength(unitSize, inBytes)]
    ]
  })
})

/** Texts that know how much room they have: strsafe.h and the _s functions that take a count. */
export const boundedFunctions: Readonly<Record<string, LibraryFunction>> = {
  ...Object.fromEntries(kinds),
  _snprintf_s: printCounted(1, false),
  _vsnprintf_s: printCounted(1, true),
  _snwprintf_s: printCounted(2, false),
  _vsnwprintf_s: printCounted(2, true)
}
