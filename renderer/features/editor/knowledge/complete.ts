import {
  autocompletion,
  snippetCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import { constantFamilies, type ConstantFamilyName } from '../../../../shared/win32/constant-families'
import { constantsOf, constantValues } from '../../../../shared/win32/constant-knowledge'
import { functionEntry, prototypeOf } from '../../../../shared/win32/functions'
import { windowsDeclarations, type Prototype } from '../../../../shared/win32/headers/declarations'
import { exceptionWords, keywords, labWords, libraryFunctions } from '../../../../shared/win32/language-words'
import { structureTable } from '../../../../shared/win32/structures'
import { blankedOf } from './blanked-field'
import { describeAt, describeConstant, describeFunction, parameterText, type Description } from './describe'
import { familyAt } from './expected-constants'
import { wordsOf } from './blanked-text'
import { memberAccess, structureOfExpression } from './program-text'
import { descriptionCard, type CardContent } from './tooltip-content'

const card = (content: CardContent | null): HTMLElement | null => content && descriptionCard(content)

/** A function's completion: its name and its parameters as places to fill, by Microsoft's names. */
function functionCompletion(prototype: Prototype, name: string, detail: string, boost: number): Completion {
  const places = prototype.params.map((param) => `\${${param.name}}`).join(', ')
  const info = (): HTMLElement | null => card(describeFunction(name) ?? describeAtName(name))
  return snippetCompletion(`${name}(${places})`, { label: name, type: 'function', detail, info, boost })
}

const describeAtName = (name: string): Description | null => describeAt(name, 0)

/** `CreateFile` and its like: macros for the A form. */
const shortNames = [...windowsDeclarations.macros.values()]
  .map(({ name, body }) => ({ name, prototype: prototypeOf(/^\w+/.exec(body)?.[0] ?? '') }))
  .flatMap(({ name, prototype }) =>
    prototype !== undefined && name !== prototype.name ? [{ name, prototype }] : []
  )

const everywhere = (): readonly Completion[] => [
  ...[...windowsDeclarations.functions.values()].map((prototype) =>
    functionCompletion(prototype, prototype.name, functionEntry(prototype.name)?.header ?? '', 2)
  ),
  ...shortNames.map(({ name, prototype }) => functionCompletion(prototype, name, prototype.name, 1)),
  ...[...labWords.values()].map(({ prototype }) => functionCompletion(prototype, prototype.name, 'lab.h', 1)),
  ...[...libraryFunctions.values()].map(({ prototype, header }) =>
    functionCompletion(prototype, prototype.name, header, 0)
  ),
  ...[...structureTable.keys()]
    .filter((name) => windowsDeclarations.structures.has(name))
    .map((label) => ({ label, type: 'type', detail: 'structure', info: () => card(describeAtName(label)) })),
  ...[...windowsDeclarations.typeNames.keys()].map((label) => ({
    label,
    type: 'type',
    detail: 'type',
    boost: -1
  })),
  ...[...exceptionWords].flatMap(([name, { prototype }]) =>
    prototype === null
      ? []
      : [functionCompletion(prototype, name, 'excpt.h', prototype.name === name ? 1 : 0)]
  ),
  ...keywords.map((label) => ({
    label,
    type: 'keyword',
    detail: 'keyword',
    ...(exceptionWords.has(label) ? { info: () => card(describeAtName(label)) } : {})
  }))
]
interface KnownWords {
  readonly everywhere: readonly Completion[]
  /** What they are, so that nothing else is offered by the same name. */
  readonly taken: ReadonlySet<string>
  readonly otherConstants: readonly string[]
  readonly constants: readonly Completion[]
}
let known: KnownWords | null = null
/** All that Windows and C name: collected with the first completion, as the window is there sooner without. */
function knownWords(): KnownWords {
  if (known !== null) return known
  const words = everywhere()
  const taken = new Set(words.map(({ label }) => label))
  const otherConstants = [...constantValues.keys()].filter((name) => !taken.has(name))
  const constants = otherConstants.map((name) => constantCompletion(name, 0))
  return (known = { everywhere: words, taken, otherConstants, constants })
}

function constantCompletion(name: string, boost: number, family?: ConstantFamilyName): Completion {
  const value = constantValues.get(name)!
  return {
    label: name,
    type: 'constant',
    detail: value < 0 ? String(value) : `0x${value.toString(16).toUpperCase()}`,
    info: () => card(describeConstant(name, family)),
    boost
  }
}

/** What the place asks for, first of all and in the order of the table. */
function expected(family: ConstantFamilyName): Completion[] {
  const section = { name: constantFamilies[family].title, rank: 0 }
  const names = constantsOf(family)
  const { otherConstants } = knownWords()
  const own = family === 'errorCode' ? otherConstants.filter((name) => name.startsWith('ERROR_')) : names
  const codes =
    family === 'exceptionCode' ? otherConstants.filter((name) => /^(STATUS|EXCEPTION)_/.test(name)) : own
  return codes.map((name, i) => ({ ...constantCompletion(name, 99 - Math.min(i, 90), family), section }))
}

/** Completions for a place in a C program. */
export function completeProgram(context: CompletionContext): CompletionResult | null {
  const { state, pos, explicit } = context
  const blanked = blankedOf(state)
  // Inside a comment or a string there is nothing to complete.
  if (pos > 0 && blanked[pos - 1] === ' ' && /\S/.test(state.sliceDoc(pos - 1, pos))) return null
  const line = state.doc.lineAt(pos)
  if (/^\s*#/.test(line.text)) return null
  const member = memberAccess(blanked, pos)
  if (member !== null) return completeFields(blanked, member, pos)
  const word = context.matchBefore(/[A-Za-z_]\w*$/)
  if (word === null && (!explicit || /\w/.test(state.sliceDoc(pos - 1, pos)))) return null
  const from = word?.from ?? pos
  const family = familyAt(blanked, from)
  const wanted = family === null ? [] : expected(family)
  if (word === null && wanted.length > 0) return { from, options: wanted, validFor: /^\w*$/ }
  const { everywhere, constants, taken } = knownWords()
  const offered = new Set(wanted.map(({ label }) => label))
  const call = /^\s*\(/.test(state.sliceDoc(pos, pos + 20))
  const typed = word?.text ?? ''
  const own = [...wordsOf(blanked)]
    .filter((label) => label !== typed && !taken.has(label) && !constantValues.has(label))
    .map((label) => ({ label, type: 'variable', detail: 'this program', boost: 3 }))
  const rest = [...everywhere, ...constants].filter(({ label }) => !offered.has(label))
  // Where the parentheses stand already, a name is all that is missing.
  const plain = call
    ? rest.map((option) => (option.type === 'function' ? { ...option, apply: option.label } : option))
    : rest
  return { from, options: [...wanted, ...own, ...plain], validFor: /^\w*$/ }
}

function completeFields(
  blanked: string,
  member: { readonly expression: string; readonly from: number },
  position: number
): CompletionResult | null {
  const structure = structureOfExpression(blanked, member.expression, position)
  if (structure === null) return null
  const before = blanked.slice(0, member.from)
  const options = structure.fields.map((field, i) => ({
    label: field.name,
    type: 'property',
    detail: parameterText(field).replace(new RegExp(`\\s*${field.name}$`), ''),
    info: () => card(describeAt(before + field.name, before.length)),
    boost: 50 - i
  }))
  return { from: member.from, options, validFor: /^\w*$/ }
}

/** Completion of Windows' names, C's, lab.h's and the program's own. */
export const completion: Extension = autocompletion({
  override: [completeProgram],
  icons: false,
  maxRenderedOptions: 60
})
