import { memoryConstants } from '../../../shared/win32/memory-constants'
import type { ActKind, ActTarget } from './act-kind'
import { isPlain, quoted } from './c-text'
import { mapAct } from './map-act'

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
/** Views, and touching and writing what is there. */
export const accessActs: readonly ActKind[] = [
  mapAct,
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
      lines: [`((void (*)(void))${/^\w+$/.test(address.text) ? address.text : `(${address.text})`})();`],
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
