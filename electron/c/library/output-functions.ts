import { addToWord } from '../../machine/word'
import { doubleOfWord, wordOfValue, type Value } from '../vm-words'
import { formatText, type FormatArguments } from './format'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'
import { pointer, readUnits, textOfUnits, unitsOfText, writeUnits } from './process-bytes'

const stderr = 3

/** The arguments of a call from one on. */
function ownArguments(c: LibraryCall, first: number): FormatArguments {
  let next = first
  return {
    integer() {
      const kind = c.kinds[next] ?? 'u64'
      const value = c.args[next++] ?? 0
      // A 32-bit argument fills the low half of its register; negative ints are seen whole by %lld as compilers leave them.
      return BigInt(wordOfValue(kind, value))
    },
    double: () => {
      const kind = c.kinds[next]
      const value = c.args[next++] ?? 0
      return kind === 'f64' ? Number(value) : doubleOfWord(wordOfValue(kind ?? 'u64', value))
    },
    written: (address, bytes, size) => c.process.store(address, size, bytes),
    noText: () => c.vm.checks.nullPrinted(c.name, c.place)
  }
}

/** The arguments that a va_list leads to: 8 bytes each. */
function listedArguments(c: LibraryCall, list: Value): FormatArguments {
  let at = pointer(list)
  const word = (): bigint | undefined => {
    const value = c.process.load(at, 8)
    at = addToWord(at, 8)
    return value === undefined ? undefined : BigInt(value)
  }
  return {
    integer: word,
    double() {
      const value = word()
      return value === undefined ? undefined : doubleOfWord(value)
    }
  }
}

export interface FormatShape {
  readonly wide?: boolean
  /** Position of the format among the arguments; what comes before it says where the text goes. */
  readonly format: number
  /** The arguments come from a va_list. */
  readonly list?: boolean
}

/** The text that a call of the printf family makes; undefined when it raised. */
export function formatOf(c: LibraryCall, shape: FormatShape): string | undefined {
  const wide = shape.wide === true
  const units = readUnits(c.process, c.args[shape.format]!, wide ? 2 : 1)
  if (!units) return raised(c)
  const args = shape.list ? listedArguments(c, c.args[shape.format + 1]!) : ownArguments(c, shape.format + 1)
  const text = formatText(c.process, textOfUnits(units), args, wide)
  return text ?? raised(c)
}

/** Wide text as the bytes a console gets. */
const bytesOf = (text: string, wide: boolean | undefined): string =>
  wide ? textOfUnits([...new TextEncoder().encode(text)]) : text

const toStdout =
  (shape: FormatShape): LibraryFunction =>
  (c) => {
    const text = formatOf(c, shape)
    if (text === undefined) return undefined
    c.output(bytesOf(text, shape.wide))
    return text.length
  }

const toStream =
  (shape: FormatShape): LibraryFunction =>
  (c) => {
    const text = formatOf(c, shape)
    if (text === undefined) return undefined
    write(c, c.args[0]!, bytesOf(text, shape.wide))
    return text.length
  }

function write(c: LibraryCall, stream: Value, bytes: string): void {
  if (stream === stderr) c.errorOutput(bytes)
  else c.output(bytes)
}

/** What is done with text that does not fit its buffer. */
type Overflow = 'none' | 'truncate' | 'unterminated' | 'refuse'

const toBuffer =
  (shape: FormatShape, overflow: Overflow): LibraryFunction =>
  (c) => {
    const text = formatOf(c, shape)
    if (text === undefined) return undefined
    const unitSize = shape.wide ? 2 : 1
    const room = overflow === 'none' ? Infinity : Number(c.args[1])
    let units = [...unitsOfText(text), 0]
    let result = text.length
    if (units.length > room) {
      if (overflow === 'unterminated') {
        units = units.slice(0, room)
        if (text.length > room) result = -1
      } else if (overflow === 'refuse') {
        units = room > 0 ? [0] : []
        result = -1
      } else {
        units = room > 0 ? [...units.slice(0, room - 1), 0] : []
        if (shape.wide) result = -1
      }
    }
    return writeUnits(c.process, c.args[0]!, units, unitSize) ? result : raised(c)
  }

const putText =
  (unitSize: 1 | 2, end: string, streamAt: number | null): LibraryFunction =>
  (c) => {
    const units = readUnits(c.process, c.args[0]!, unitSize)
    if (!units) return raised(c)
    write(c, streamAt === null ? 2 : c.args[streamAt]!, bytesOf(textOfUnits(units), unitSize === 2) + end)
    return 0
  }

const putCharacter =
  (wide: boolean, streamAt: number | null): LibraryFunction =>
  (c) => {
    const unit = Number(c.args[0])
    const text = String.fromCharCode(unit & (wide ? 0xffff : 0xff))
    write(c, streamAt === null ? 2 : c.args[streamAt]!, bytesOf(text, wide))
    return wide ? unit & 0xffff : unit & 0xff
  }

const writeBlock: LibraryFunction = (c) => {
  const [from, size, count, stream] = c.args as [Value, Value, Value, Value]
  const bytes = c.process.read(pointer(from), Number(size) * Number(count))
  if (!bytes) return raised(c)
  write(c, stream, textOfUnits([...bytes]))
  return count
}

const endOfFile: LibraryFunction = () => -1

/** printf and its relatives, and reading from a keyboard that nobody types on. */
export const outputFunctions: Readonly<Record<string, LibraryFunction>> = {
  printf: toStdout({ format: 0 }),
  printf_s: toStdout({ format: 0 }),
  wprintf: toStdout({ format: 0, wide: true }),
  wprintf_s: toStdout({ format: 0, wide: true }),
  vprintf: toStdout({ format: 0, list: true }),
  fprintf: toStream({ format: 1 }),
  fwprintf: toStream({ format: 1, wide: true }),
  vfprintf: toStream({ format: 1, list: true }),
  sprintf: toBuffer({ format: 1 }, 'none'),
  vsprintf: toBuffer({ format: 1, list: true }, 'none'),
  wsprintfA: toBuffer({ format: 1 }, 'none'),
  wsprintfW: toBuffer({ format: 1, wide: true }, 'none'),
  snprintf: toBuffer({ format: 2 }, 'truncate'),
  vsnprintf: toBuffer({ format: 2, list: true }, 'truncate'),
  vsprintf_s: toBuffer({ format: 2, list: true }, 'refuse'),
  _vsnprintf: toBuffer({ format: 2, list: true }, 'unterminated'),
  vswprintf: toBuffer({ format: 2, wide: true, list: true }, 'truncate'),
  vwprintf: toStdout({ format: 0, wide: true, list: true }),
  fprintf_s: toStream({ format: 1 }),
  wvsprintfA: toBuffer({ format: 1, list: true }, 'none'),
  wvsprintfW: toBuffer({ format: 1, wide: true, list: true }, 'none'),
  _cprintf: toStdout({ format: 0 }),
  swprintf: toBuffer({ format: 2, wide: true }, 'truncate'),
  _snprintf: toBuffer({ format: 2 }, 'unterminated'),
  _snwprintf: toBuffer({ format: 2, wide: true }, 'unterminated'),
  sprintf_s: toBuffer({ format: 2 }, 'refuse'),
  swprintf_s: toBuffer({ format: 2, wide: true }, 'refuse'),
  puts: putText(1, '\n', null),
  _putws: putText(2, '\n', null),
  fputs: putText(1, '', 1),
  fputws: putText(2, '', 1),
  putchar: putCharacter(false, null),
  putwchar: putCharacter(true, null),
  putc: putCharacter(false, 1),
  fputc: putCharacter(false, 1),
  fwrite: writeBlock,
  fflush: () => 0,
  setvbuf: () => 0,
  setbuf: () => 0,
  getchar: endOfFile,
  getwchar: endOfFile,
  _getwch: endOfFile,
  _getche: endOfFile,
  getc: endOfFile,
  fgetc: endOfFile,
  _getch: endOfFile,
  getch: endOfFile,
  _kbhit: () => 0,
  fgets: () => 0,
  fgetws: () => 0,
  gets_s: () => 0,
  perror: (c) => {
    const units = readUnits(c.process, c.args[0]!, 1)
    if (!units) return raised(c)
    c.errorOutput(`${textOfUnits(units)}: No error\n`)
    return 0
  }
}
