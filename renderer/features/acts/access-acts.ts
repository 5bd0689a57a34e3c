import { memoryConstants } from '../../../shared/win32/memory-constants'
import { bytesText } from './address-expression'
import { pagesField, pagesMissing, pagesOf, pagesText } from './act-fields'
import type { ActForm, ActKind, ActTarget } from './act-kind'

const { MEM_MAPPED } = memoryConstants

const isAllocated = ({ region }: ActTarget): boolean => region !== null

/** A pointer's target: `*p`, `*(p + 4096)`. */
function pointed(bytes: string): string {
  return /^[A-Za-z_][\w.]*$/.test(bytes) || /^\(char \*\)[\w.]+$/.test(bytes) ? `*${bytes}` : `*(${bytes})`
}
/** The bytes of `90 c3`, `0x90, 0xC3`; null where the text is none. */
function bytesIn(text: string): number[] | null {
  const parts = text.trim().split(/[\s,]+/)
  const bytes = parts.map((part) =>
    /^(0x)?[0-9a-f]{1,2}$/i.test(part) ? parseInt(part.replace(/^0x/i, ''), 16) : -1
  )
  return bytes.length > 0 && bytes.length <= 256 && bytes.every((byte) => byte >= 0) ? bytes : null
}
/** Text as C has it between quotes. */
export function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\t': '\\t' }
  return `"${text.replace(/[\\"\n\t]/g, (c) => escapes[c] ?? c)}"`
}
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/** What maps a section: the access of the view, and what the section's protection must be for it. */
const accesses = {
  write: { access: 'FILE_MAP_WRITE', protect: 'PAGE_READWRITE', label: 'FILE_MAP_WRITE: read, write' },
  read: { access: 'FILE_MAP_READ', protect: 'PAGE_READWRITE', label: 'FILE_MAP_READ: read' },
  copy: {
    access: 'FILE_MAP_COPY',
    protect: 'PAGE_READWRITE',
    label: 'FILE_MAP_COPY: read, write a private copy'
  }
} as const

function mapStatements(form: ActForm, name: (stem: string) => string): ReturnType<ActKind['statements']> {
  const pages = pagesOf(form)
  if (pages === null) return pagesMissing
  const { access, protect } = accesses[(form['access'] ?? 'write') as keyof typeof accesses]
  const section = name('section')
  const view = name('view')
  const size = bytesText(pages * 4096)
  const sectionName = (form['name'] ?? '').trim()
  const file = (form['file'] ?? '').trim()
  if (!isPlain(sectionName + file)) return 'Names are of plain letters, digits and signs.'
  const mapped = `char *${view} = MapViewOfFile(${section}, ${access}, 0, 0, 0);`
  const shown = sectionName === '' ? 'NULL' : quoted(sectionName)
  if (form['what'] !== 'file')
    return {
      lines: [
        `HANDLE ${section} = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, ${protect}, 0, ${size}, ${shown});`,
        mapped
      ],
      expects: `Makes a section of ${pagesText(pages)} in the page file${sectionName === '' ? '' : ` under the name ${sectionName}, or opens the one of that name`}, and maps a view of all of it.`
    }
  if (file === '') return 'Say which file is mapped.'
  const handle = name('file')
  return {
    lines: [
      `HANDLE ${handle} = CreateFileA(${quoted(file)}, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);`,
      `HANDLE ${section} = CreateFileMappingA(${handle}, NULL, ${protect}, 0, ${size}, ${shown});`,
      mapped
    ],
    expects: `Opens ${file} or makes it, makes a section of ${pagesText(pages)} over it (a shorter file grows), and maps a view of all of it.`
  }
}

/** Views, and touching and writing what is there. */
export const accessActs: readonly ActKind[] = [
  {
    id: 'map',
    label: 'Map a view…',
    group: 'new',
    fits: () => true,
    fields: () => [
      {
        ...{ id: 'what', label: 'Of', kind: 'choice' },
        options: [
          { value: 'pagefile', label: 'a new section in the page file' },
          { value: 'file', label: 'a file' }
        ]
      },
      { id: 'file', label: 'File', kind: 'text', hint: 'for a view of a file' },
      pagesField,
      {
        ...{ id: 'access', label: 'Access', kind: 'choice' },
        options: Object.entries(accesses).map(([value, { label }]) => ({ value, label }))
      },
      { id: 'name', label: 'Name', kind: 'text', hint: 'so that another process can open it; may be empty' }
    ],
    defaults: () => ({ what: 'pagefile', file: 'data.bin', pages: '4', access: 'write', name: '' }),
    statements: (form, _target, { name }) => mapStatements(form, name)
  },
  {
    id: 'unmap',
    label: 'Unmap the view',
    group: 'state',
    fits: ({ region }) => region?.type === MEM_MAPPED,
    fields: () => [],
    defaults: () => ({}),
    statements: (_form, _target, { allocation }) => ({
      lines: [`UnmapViewOfFile(${allocation.text});`],
      expects: 'Unmaps the whole view. The section lives on while a handle or another view of it is there.'
    })
  },
  {
    id: 'read',
    label: 'Touch: read',
    group: 'access',
    fits: isAllocated,
    fields: () => [],
    defaults: () => ({}),
    statements: (_form, _target, { address, name }) => ({
      lines: [`char ${name('byte')} = ${pointed(address.bytes)};`],
      expects: 'Reads one byte. The first touch brings the page into the working set.'
    })
  },
  {
    id: 'write',
    label: 'Touch: write',
    group: 'access',
    fits: isAllocated,
    fields: () => [],
    defaults: () => ({}),
    statements: (_form, _target, { address }) => ({
      lines: [`${pointed(address.bytes)} = 1;`],
      expects:
        'Writes one byte. The first write brings the page into the working set; of a copy-on-write page it makes a private copy.'
    })
  },
  {
    id: 'execute',
    label: 'Touch: execute',
    group: 'access',
    fits: isAllocated,
    fields: () => [],
    defaults: () => ({}),
    statements: (_form, _target, { address }) => ({
      lines: [`((void (*)(void))(${address.text}))();`],
      expects:
        'Calls what is there as machine code. A page without EXECUTE raises an access violation; zeros are code too (add [rax], al).'
    })
  },
  {
    id: 'fill',
    label: 'Write text or bytes…',
    group: 'access',
    fits: isAllocated,
    fields: () => [
      {
        ...{ id: 'as', label: 'What', kind: 'choice' },
        options: [
          { value: 'text', label: 'text' },
          { value: 'bytes', label: 'bytes in hexadecimal, as 90 c3' }
        ]
      },
      { id: 'what', label: 'Contents', kind: 'text' }
    ],
    defaults: () => ({ as: 'text', what: 'Hello' }),
    statements(form, _target, { address }) {
      const what = form['what'] ?? ''
      if (form['as'] === 'bytes') {
        const bytes = bytesIn(what)
        if (bytes === null) return 'Bytes are two hexadecimal digits each: 90 c3. At most 256.'
        const text = bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
        return {
          lines: [`memcpy(${address.text}, "${text}", ${bytes.length});`],
          expects: `Writes ${bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`} from here on.`
        }
      }
      if (what === '' || !isPlain(what)) return 'Say which text, in plain letters, digits and signs.'
      return {
        lines: [`memcpy(${address.text}, ${quoted(what)}, ${what.length + 1});`],
        expects: `Writes the ${what.length} letters and the zero that ends them.`
      }
    }
  }
]
