import { bytesText } from './address-expression'
import { pagesField, pagesMissing, pagesOf, pagesText } from './act-fields'
import type { ActField, ActForm, ActKind, ActOption, ActTarget } from './act-kind'
import { isPlain, quoted } from './c-text'

/** The access of a view, and what the protection of a new section must be for it. */
const accesses = {
  write: { access: 'FILE_MAP_WRITE', protect: 'PAGE_READWRITE', label: 'FILE_MAP_WRITE: read, write' },
  read: { access: 'FILE_MAP_READ', protect: 'PAGE_READWRITE', label: 'FILE_MAP_READ: read' },
  copy: {
    access: 'FILE_MAP_COPY',
    protect: 'PAGE_READWRITE',
    label: 'FILE_MAP_COPY: read, write a private copy'
  },
  execute: {
    access: 'FILE_MAP_READ | FILE_MAP_EXECUTE',
    protect: 'PAGE_EXECUTE_READWRITE',
    label: 'FILE_MAP_READ | FILE_MAP_EXECUTE: read, execute'
  }
} as const

/** A section that a variable has the handle of: what is chosen, and back. */
const sectionValue = (variable: string): string => `section:${variable}`
const sectionOf = (form: ActForm): string | null => /^section:(.*)/.exec(form['what'] ?? '')?.[1] ?? null

function sources(target: ActTarget): readonly ActOption[] {
  return [
    ...(target.sections ?? []).map((name) => ({
      value: sectionValue(name),
      label: `the section of ${name}`
    })),
    { value: 'pagefile', label: 'a new section in the page file' },
    { value: 'file', label: 'a file' },
    { value: 'named', label: 'the section of a name' }
  ]
}

function fields(target: ActTarget, form: ActForm): readonly ActField[] {
  const what: ActField = { id: 'what', label: 'Of', kind: 'choice', options: sources(target) }
  const access: ActField = {
    ...{ id: 'access', label: 'Access', kind: 'choice' },
    options: Object.entries(accesses).map(([value, { label }]) => ({ value, label }))
  }
  const name = (hint: string): ActField => ({ id: 'name', label: 'Name', kind: 'text', hint })
  if (sectionOf(form) !== null) return [what, access]
  if (form['what'] === 'named') return [what, name('that it was made with'), access]
  const file: ActField = { id: 'file', label: 'File', kind: 'text', hint: 'for a view of a file' }
  return [
    what,
    ...(form['what'] === 'file' ? [file] : []),
    ...[pagesField, access, name('so that another process can open it; may be empty')]
  ]
}

function statements(
  form: ActForm,
  _target: ActTarget,
  { name }: { name(stem: string): string }
): ReturnType<ActKind['statements']> {
  const { access, protect } = accesses[(form['access'] ?? 'write') as keyof typeof accesses]
  const view = name('view')
  const mapped = (section: string): string => `char *${view} = MapViewOfFile(${section}, ${access}, 0, 0, 0);`
  const known = sectionOf(form)
  if (known !== null)
    return {
      lines: [mapped(known)],
      expects: `Maps a view of all of the section of ${known}: other views of it show the same bytes.`
    }
  const sectionName = (form['name'] ?? '').trim()
  const file = (form['file'] ?? '').trim()
  if (!isPlain(sectionName + file)) return 'Names are of plain letters, digits and signs.'
  const section = name('section')
  if (form['what'] === 'named') {
    if (sectionName === '') return 'Say the name that the section was made with.'
    return {
      lines: [
        `HANDLE ${section} = OpenFileMappingA(${access}, FALSE, ${quoted(sectionName)});`,
        mapped(section)
      ],
      expects: `Opens the section that has the name ${sectionName}, and maps a view of all of it. It must be there already.`
    }
  }
  const pages = pagesOf(form)
  if (pages === null) return pagesMissing
  const size = sizeArguments(pages * 4096)
  const shown = sectionName === '' ? 'NULL' : quoted(sectionName)
  if (form['what'] !== 'file')
    return {
      lines: [
        `HANDLE ${section} = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, ${protect}, ${size}, ${shown});`,
        mapped(section)
      ],
      expects: `Makes a section of ${pagesText(pages)} in the page file${sectionName === '' ? '' : ` under the name ${sectionName}, or opens the one of that name`}, and maps a view of all of it.`
    }
  if (file === '') return 'Say which file is mapped.'
  const handle = name('file')
  const rights = protect === 'PAGE_READWRITE' ? '' : ' | GENERIC_EXECUTE'
  return {
    lines: [
      `HANDLE ${handle} = CreateFileA(${quoted(file)}, GENERIC_READ | GENERIC_WRITE${rights}, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);`,
      `HANDLE ${section} = CreateFileMappingA(${handle}, NULL, ${protect}, ${size}, ${shown});`,
      mapped(section)
    ],
    expects: `Opens ${file} or makes it, makes a section of ${pagesText(pages)} over it (a shorter file grows), and maps a view of all of it.`
  }
}

/** A size as CreateFileMapping takes it: the high and the low half. */
function sizeArguments(bytes: number): string {
  const high = Math.floor(bytes / 2 ** 32)
  const low = bytes % 2 ** 32
  return `${high}, ${high === 0 && low < 2 ** 31 ? bytesText(low) : `0x${low.toString(16)}`}`
}

/** Mapping a view: of a section that the program has, of a new one, of a file, of one another process named. */
export const mapAct: ActKind = {
  ...{ id: 'map', label: 'Map a view…', group: 'new' },
  fits: () => true,
  fields,
  defaults: (target) => ({
    what: target.sections?.[0] === undefined ? 'pagefile' : sectionValue(target.sections[0]),
    ...{ file: 'data.bin', pages: '4', access: 'write', name: '' }
  }),
  statements
}
