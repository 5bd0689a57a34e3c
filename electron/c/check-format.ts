import type { Expression } from './ast'
import type { ParserState } from './parser-state'
import { isPointer, typeText, type CType } from './types'

interface FormatFunction {
  /** Position of the format among the arguments. */
  readonly at: number
  readonly wide: boolean
  readonly reads: boolean
}

const table =
  'printf:0 printf_s:0 fprintf:1 fprintf_s:1 sprintf:1 snprintf:2 _snprintf:2 sprintf_s:2 _snprintf_s:3 wsprintfA:1 ' +
  'StringCchPrintfA:2 StringCbPrintfA:2 _cprintf:0 sscanf:1< scanf:0< ' +
  'wprintf:0w wprintf_s:0w fwprintf:1w swprintf:2w _snwprintf:2w swprintf_s:2w _snwprintf_s:3w wsprintfW:1w ' +
  'StringCchPrintfW:2w StringCbPrintfW:2w swscanf:1w<'
const functions = new Map<string, FormatFunction>(
  table.split(' ').map((entry) => {
    const [name, about] = entry.split(':') as [string, string]
    return [name, { at: Number(about[0]), wide: about.includes('w'), reads: about.includes('<') }]
  })
)

const directive =
  /%([-+ #0]*)(\*|[0-9]+)?(?:\.(\*|-?[0-9]*))?(hh|h|ll|l|I64|I32|I|z|t|j|w|L|q)?(\[\^?\]?[^\]]*\]|[^])?/g
const longLengths = new Set(['ll', 'I64', 'I', 'z', 't', 'j', 'q'])

/**
 * Warns where the directives of a format that stands in the call do not fit the arguments (C11 7.21.6.1): what is
 * printed then is something else, or the program dies.
 */
export function checkFormat(p: ParserState, name: string, args: readonly Expression[]): void {
  const about = functions.get(name)
  const literal = about && literalOf(args[about.at])
  if (!about || !literal || p.isHeader) return
  const { reporter } = p
  const format = String.fromCharCode(...literal.units)
  let next = about.at + 1
  let wanted = 0
  const take = (): Expression | undefined => {
    wanted++
    return args[next++]
  }
  for (const [whole, flags, width, precision, length = '', conversion] of format.matchAll(directive)) {
    if (conversion === '%') continue
    if (conversion === undefined) {
      reporter.warning(literal.place, `This format ends in a single %: write %% for the sign.`)
      return
    }
    if (about.reads) {
      if (width === '*' || flags?.includes('*')) continue
      const arg = take()
      if (arg && !isPointer(arg.type))
        reporter.warning(
          arg.place,
          `${whole} of ${name} wants the address of a variable, not ${typeText(arg.type)}: write & before it.`
        )
      continue
    }
    for (const star of [width, precision]) {
      const arg = star === '*' ? take() : undefined
      if (arg && arg.type.kind !== 'int')
        reporter.warning(arg.place, `The * in ${whole} wants an int, not ${typeText(arg.type)}.`)
    }
    if (!/[diuoxXcCsSpnfFeEgGaA]/.test(conversion)) {
      reporter.warning(literal.place, `${name} knows no ${whole}.`)
      return
    }
    const arg = take()
    const problem = arg && misfit(conversion, length, arg.type, about.wide)
    if (arg && problem) reporter.warning(arg.place, `${whole} ${problem}`)
  }
  const given = args.length - about.at - 1
  const values = (n: number): string => `${n} value${n === 1 ? '' : 's'}`
  if (wanted > given)
    reporter.warning(
      literal.place,
      `This format asks for ${values(wanted)}, but ${given === 0 ? 'none is' : given === 1 ? 'one is' : `${given} are`} given: ${name} takes whatever lies there.`
    )
  else if (wanted < given && !about.reads)
    reporter.warning(args[next]!.place, `The format has no directive for this value: it is not printed.`)
}

function literalOf(e: Expression | undefined): Extract<Expression, { op: 'string' }> | null {
  if (e === undefined) return null
  if (e.op === 'cast') return literalOf(e.of)
  return e.op === 'decay' && e.of.op === 'string' ? e.of : null
}

/** Why an argument does not fit a directive; null when it does. */
function misfit(conversion: string, length: string, type: CType, wideFormat: boolean): string | null {
  const shown = typeText(type)
  if (/[fFeEgGaA]/.test(conversion))
    return type.kind === 'float'
      ? null
      : `wants a double, but this is ${shown}: what is printed is something else.`
  if (conversion === 's' || conversion === 'S') return misfitOfText(conversion, length, type, wideFormat)
  if (type.kind === 'float')
    return `wants ${conversion === 'p' ? 'a pointer' : 'an integer'}, but this is ${shown}: write %f, or cast it.`
  if (type.kind === 'struct') return `cannot print ${shown}.`
  const size = type.kind === 'int' ? type.size : 8
  if (conversion === 'p')
    return size === 8
      ? null
      : `wants a pointer, but this is ${shown}, which has 32 bits: cast it to (void *)(ULONG_PTR).`
  if (conversion === 'n') return isPointer(type) ? null : `wants the address of an int, not ${shown}.`
  if (conversion === 'c' || conversion === 'C')
    return size <= 4 ? null : `wants a character, but this is ${shown}.`
  const wantsLong = longLengths.has(length)
  if (isPointer(type) && !wantsLong) return `prints only half of a pointer (${shown}): write %p.`
  if (size === 8 && !wantsLong)
    return `prints only the low 32 bits of ${shown}: write %ll${conversion}${/^(size_t|SIZE_T)$/.test(shown) ? ` or %z${conversion}` : ''}.`
  if (size < 8 && wantsLong) return `wants 64 bits, but ${shown} has 32: write %${conversion}.`
  return null
}

function misfitOfText(conversion: string, length: string, type: CType, wideFormat: boolean): string | null {
  const shown = typeText(type)
  if (!isPointer(type))
    return `wants a text (char *), but this is ${shown}: taken as an address, it is likely to fault.`
  const { to } = type
  if (to.kind === 'void') return null
  const wide = length === 'l' || length === 'w' || (length !== 'h' && (conversion === 's') === wideFormat)
  // Bytes of any kind may be a text.
  if (to.kind !== 'int' || to.size > 2) return null
  if (wide === (to.size === 2)) return null
  const other = conversion === 's' ? 'S' : 's'
  return wide
    ? `wants a wide text, but ${shown} is a narrow one: write ${length === '' ? `%${other}` : '%s or %hs'}.`
    : `wants a narrow text, but ${shown} is a wide one: write %ls or %${other}; what is printed ends after the first character.`
}
