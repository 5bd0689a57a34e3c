import type { ProcessLetter } from '../../../shared/contract/observation'
import type { Value } from '../vm-words'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'
import { pointer, readUnits, textOfUnits } from './process-bytes'

/** Microsoft's generator: 15 bits of a linear congruence (UCRT's rand). */
const rand: LibraryFunction = (c) => {
  c.state.random = (Math.imul(c.state.random, 214013) + 2531011) >>> 0
  return (c.state.random >>> 16) & 0x7fff
}

const exit: LibraryFunction = (c) => {
  c.exit(Number(c.args[0]) | 0)
  return 0
}

function textArgument(c: LibraryCall, index: number): string | undefined {
  const units = readUnits(c.process, c.args[index]!, 1)
  return units ? textOfUnits(units) : raised(c)
}

const assertFailed: LibraryFunction = (c) => {
  const condition = textArgument(c, 0)
  const file = condition === undefined ? undefined : textArgument(c, 1)
  if (file === undefined) return undefined
  c.errorOutput(`Assertion failed: ${condition}, file ${file}, line ${c.args[2]}\n`)
  c.exit(3)
  return 0
}

const report: LibraryFunction = (c) => {
  const [holds, todo, line] = c.args as [number, number, number]
  const text = textArgument(c, 3)
  if (text === undefined) return undefined
  const verdict = holds ? 'ok' : todo ? 'todo' : 'FAIL'
  c.check(verdict, `${verdict} ${line} ${text}`, line)
  return 0
}

const reportEqual: LibraryFunction = (c) => {
  const [got, want, todo, line] = c.args as [Value, Value, number, number]
  const text = textArgument(c, 4)
  if (text === undefined) return undefined
  if (got === want) c.check('ok', `ok ${line} ${text}`, line)
  else {
    const verdict = todo ? 'todo' : 'FAIL'
    c.check(verdict, `${verdict} ${line} ${text}: 0x${got.toString(16)} != 0x${want.toString(16)}`, line)
  }
  return 0
}

const probe: LibraryFunction = (c) => {
  const [p, how, value] = c.args as [Value, number, number]
  const address = pointer(p)
  const { process } = c
  c.state.handlers.enterProbeHandler()
  const fine =
    how === 0
      ? process.load(address, 1) !== undefined
      : how === 1
        ? process.store(address, 1, value)
        : process.execute(address, [], c.vm.fp) !== undefined
  if (fine) return 0
  const exception = process.exception ?? { code: 0xc0000005, access: null, address: null }
  if (!c.state.handlers.hearsProbesFirst) {
    c.probed(exception)
    return exception.code
  }
  c.vm.exception = { ...exception, probe: true }
  return undefined
}

const letterOf = (value: Value): ProcessLetter | null => {
  const letter = String.fromCharCode(Number(value) & 0xff)
  return letter === 'A' || letter === 'B' || letter === 'C' ? letter : null
}

const switchTo: LibraryFunction = (c) => {
  const to = letterOf(c.args[0]!)
  if (to !== null) c.switchTo(to)
  return 0
}

const processHandle: LibraryFunction = (c) => {
  const which = letterOf(c.args[0]!)
  const id = which === null ? undefined : c.lab.processId(which)
  if (id === undefined || !c.process.offers('OpenProcess')) return 0
  const handle = c.process.call('OpenProcess', [0x1fffff, 0, id])
  return handle === undefined ? raised(c) : handle
}

const fetch: LibraryFunction = (c) => {
  const value = BigInt.asUintN(64, c.lab.fetch(Number(c.args[0])))
  return value < 0x20000000000000n ? Number(value) : value
}

const post: LibraryFunction = (c) => {
  c.lab.post(Number(c.args[0]), BigInt(c.args[1]!))
  return 0
}

const test =
  (pattern: RegExp): LibraryFunction =>
  (c) => {
    const unit = Number(c.args[0])
    return unit >= 0 && unit < 128 && pattern.test(String.fromCharCode(unit)) ? 1 : 0
  }

const absolute64: LibraryFunction = (c) => {
  const value = c.args[0]!
  return value < 0 ? (typeof value === 'number' ? -value : -value === 1n << 63n ? value : -value) : value
}

/** The words of lab.h, the program's end, numbers, characters. */
export const programFunctions: Readonly<Record<string, LibraryFunction>> = {
  exit,
  _exit: exit,
  ExitProcess: exit,
  abort: (c) => {
    c.exit(3)
    return 0
  },
  __lab_assert: assertFailed,
  system: () => -1,
  lab_report: report,
  lab_report_eq: reportEqual,
  lab_probe: probe,
  lab_switch_to: switchTo,
  lab_process: processHandle,
  lab_fetch: fetch,
  lab_post: post,
  _errno: (c) => c.vm.layout.data + c.vm.code.errnoOffset,
  rand,
  srand: (c) => {
    c.state.random = Number(c.args[0]) >>> 0
    return 0
  },
  abs: (c) => Math.abs(Number(c.args[0])) | 0,
  labs: (c) => Math.abs(Number(c.args[0])) | 0,
  llabs: absolute64,
  time: (c) => {
    if (c.args[0] !== 0 && !c.process.store(pointer(c.args[0]!), 8, 1577836800)) return raised(c)
    return 1577836800
  },
  // A millisecond a call: time passes, and the same in every run.
  clock: (c) => c.state.clock++,
  isdigit: test(/[0-9]/),
  isxdigit: test(/[0-9A-Fa-f]/),
  isalpha: test(/[A-Za-z]/),
  isalnum: test(/[A-Za-z0-9]/),
  isspace: test(/[ \t\n\v\f\r]/),
  isupper: test(/[A-Z]/),
  islower: test(/[a-z]/),
  isprint: test(/[ -~]/),
  isgraph: test(/[!-~]/),
  ispunct: test(/[!-/:-@[-`{-~]/),
  iscntrl: (c) => (Number(c.args[0]) < 32 || Number(c.args[0]) === 127 ? 1 : 0),
  iswdigit: test(/[0-9]/),
  iswalpha: test(/[A-Za-z]/),
  iswspace: test(/[ \t\n\v\f\r]/),
  toupper: (c) => (test(/[a-z]/)(c) ? Number(c.args[0]) - 32 : c.args[0]),
  tolower: (c) => (test(/[A-Z]/)(c) ? Number(c.args[0]) + 32 : c.args[0]),
  isblank: test(/[ \t]/),
  iswupper: test(/[A-Z]/),
  iswlower: test(/[a-z]/),
  iswalnum: test(/[A-Za-z0-9]/),
  iswxdigit: test(/[0-9A-Fa-f]/),
  iswpunct: test(/[!-/:-@[-`{-~]/),
  iswprint: test(/[ -~]/),
  towupper: (c) => (test(/[a-z]/)(c) ? Number(c.args[0]) - 32 : c.args[0]),
  towlower: (c) => (test(/[A-Z]/)(c) ? Number(c.args[0]) + 32 : c.args[0]),
  _Exit: exit,
  setlocale: () => 0,
  _isatty: () => 0,
  _fileno: (c) => Number(c.args[0]) - 1,
  _setmode: () => 0x4000
}
