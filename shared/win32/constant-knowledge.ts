import { constantFamilies, type ConstantFamilyName } from './constant-families'
import { win32Constants } from './constants'
import { errorTexts } from './error-texts'
import { describeException } from './errors'
import { microsoftPage } from './functions/function-entry'
import { windowsDeclarations } from './headers/declarations'
import { statusTexts } from './status-texts'

/** A constant: its value and what it means. */
export interface ConstantEntry {
  readonly name: string
  readonly value: number | bigint
  /** What kind of constant it is: `page protection`. */
  readonly kind: string
  /** What it means, in one sentence; empty where its kind says all. */
  readonly says: string
  readonly link: string
}

/** Every constant a program can name, with its value: those of the tables, of enums, and macros that are numbers. */
export const constantValues: ReadonlyMap<string, number | bigint> = new Map([
  ...[...windowsDeclarations.macros.values()]
    .filter(
      (macro) =>
        macro.params === null && /^(0x[0-9a-fA-F]+|\d+)$/.test(macro.body) && !/^[_0-9]/.test(macro.name)
    )
    .map((macro) => [macro.name, Number(macro.body)] as const),
  ...[...windowsDeclarations.enums.values()].flatMap((one) =>
    one.members.map((member) => [member.name, member.value] as const)
  ),
  ['INVALID_HANDLE_VALUE', -1],
  ...Object.entries(win32Constants)
])

/** Which families a constant belongs to, in the order of the table. */
const familiesOf = new Map<string, ConstantFamilyName[]>()
for (const [family, { members }] of Object.entries(constantFamilies))
  for (const name of Object.keys(members))
    familiesOf.set(name, [...(familiesOf.get(name) ?? []), family as ConstantFamilyName])

/** The kinds of constants that have no sentences of their own, by how their names begin; the first that fits. */
const kinds: readonly (readonly [RegExp, string, string])[] = [
  [/^(ERROR_|NO_ERROR$)/, 'error code', 'debug/system-error-codes'],
  [
    /^STATUS_/,
    'status of the kernel',
    '/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55'
  ],
  [/^EXCEPTION_/, 'exception code', 'debug/getexceptioncode'],
  [/^IMAGE_SCN_/, 'property of a section of an executable', 'api/winnt/ns-winnt-image_section_header'],
  [/^IMAGE_FILE_MACHINE_/, 'kind of processor', 'sysinfo/image-file-machine-constants'],
  [/^IMAGE_FILE_/, 'property of an executable', 'api/winnt/ns-winnt-image_file_header'],
  [/^IMAGE_/, 'number of the executable file format', 'debug/pe-format'],
  [/^PROCESSOR_ARCHITECTURE_/, 'kind of processor', 'api/sysinfoapi/ns-sysinfoapi-system_info'],
  [/^FILE_ATTRIBUTE_/, 'attribute of a file', 'fileio/file-attribute-constants'],
  [/^FILE_FLAG_/, 'option of a file', 'api/fileapi/nf-fileapi-createfilea'],
  [/^FILE_/, 'right to a file', 'fileio/file-access-rights-constants'],
  [/^MOVEFILE_/, 'option of MoveFileEx', 'api/winbase/nf-winbase-movefileexa'],
  [/^TH32CS_/, 'part of a snapshot', 'api/tlhelp32/nf-tlhelp32-createtoolhelp32snapshot'],
  [/^(HF32|LF32)_/, 'property of a heap in a snapshot', 'api/tlhelp32/ns-tlhelp32-heapentry32'],
  [/^(SUB)?LANG_/, 'language', 'intl/language-identifier-constants-and-strings'],
  [/^THREAD_/, 'right to a thread', 'procthread/thread-security-and-access-rights'],
  [
    /^(EVENT|MUTEX|SEMAPHORE|TIMER)_/,
    'right to an object to wait for',
    'sync/synchronization-object-security-and-access-rights'
  ],
  [/./, 'constant', 'apiindex/windows-api-list']
]

/** What is known of a constant; `family` is the one its place asks for. Undefined for a name that is none. */
export function constantEntry(name: string, family?: ConstantFamilyName): ConstantEntry | undefined {
  const value = constantValues.get(name)
  if (value === undefined) return undefined
  const own = familiesOf.get(name) ?? []
  const chosen = family !== undefined && own.includes(family) ? family : own[0]
  if (chosen !== undefined) {
    const { title, page, members } = constantFamilies[chosen]
    return { name, value, kind: title, says: members[name] ?? '', link: microsoftPage(page) }
  }
  const [, kind, page] = kinds.find(([pattern]) => pattern.test(name))!
  const path = /^(ERROR_|NO_ERROR$)/.test(name) ? errorPage(Number(value)) : page
  return { name, value, kind, says: codeText(name, Number(value)), link: microsoftPage(path) }
}

function codeText(name: string, value: number): string {
  const texts: Readonly<Record<string, string | undefined>> = { ...errorTexts, ...statusTexts }
  if (name === 'NO_ERROR') return errorTexts.ERROR_SUCCESS ?? ''
  const text = texts[name] ?? (/^(STATUS|EXCEPTION)_/.test(name) ? describeException(value).text : '')
  return text === '' ? (texts[name.replace(/^EXCEPTION_/, 'STATUS_')] ?? '') : text
}

/** Where Microsoft lists an error code: the pages hold some hundreds each. Microsoft, System Error Codes. */
export function errorPage(code: number): string {
  const pages = [
    [499, '0-499'],
    [999, '500-999'],
    [1299, '1000-1299'],
    [1699, '1300-1699'],
    [3999, '1700-3999'],
    [5999, '4000-5999']
  ] as const
  const page = pages.find(([last]) => code <= last)
  return page === undefined ? 'debug/system-error-codes' : `debug/system-error-codes--${page[1]}-`
}

/** The constants of a family with their values, in the order in which an editor proposes them. */
export function constantsOf(family: ConstantFamilyName): readonly string[] {
  return Object.keys(constantFamilies[family].members).filter((name) => constantValues.has(name))
}

/** A number as a family's constants: `MEM_RESERVE | MEM_COMMIT`; null where they do not make it up. */
export function decodeConstant(family: ConstantFamilyName, value: number): string | null {
  const { flags } = constantFamilies[family]
  const named = constantsOf(family).map((name) => [name, Number(constantValues.get(name)) >>> 0] as const)
  const whole = named.find(([, bits]) => bits === value >>> 0)
  if (whole !== undefined) return whole[0]
  if (!flags || value === 0) return null
  const names: string[] = []
  let rest = value >>> 0
  for (const [name, bits] of named)
    if (bits !== 0 && (bits & (bits - 1)) === 0 && (rest & bits) >>> 0 === bits) {
      names.push(name)
      rest = (rest & ~bits) >>> 0
    }
  return rest === 0 && names.length > 0 ? names.join(' | ') : null
}
