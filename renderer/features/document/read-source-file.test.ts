// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { maximumSourceLength } from '../../../shared/contract/limits'
import { readSourceFile } from './read-source-file'

const file = (parts: BlobPart[], name = 'x.c'): File => new File(parts, name)

describe('a file that is opened', () => {
  it('is taken as UTF-8', async () => {
    expect(await readSourceFile(file(['// é\nint x;']))).toEqual({
      ok: true,
      source: '// é\nint x;',
      fileName: 'x.c'
    })
  })
  it('is taken as UTF-16 with a byte order mark, and as Windows-1252 when it is not UTF-8', async () => {
    expect(await readSourceFile(file([new Uint8Array([0xff, 0xfe, 0x69, 0, 0x3b, 0])]))).toMatchObject({
      source: 'i;'
    })
    expect(await readSourceFile(file([new Uint8Array([0x2f, 0x2f, 0xe9])]))).toMatchObject({ source: '//é' })
  })
  it('is refused with its name and reason when it is empty, blank, binary or too long', async () => {
    const reason = async (parts: BlobPart[]): Promise<string> => {
      const read = await readSourceFile(file(parts))
      return read.ok ? 'taken' : read.reason
    }
    expect(await reason([])).toMatch(/x\.c was not opened: it is empty/)
    expect(await reason([' \n\t'])).toMatch(/nothing in it/)
    expect(await reason(['MZ\0\0'])).toMatch(/NUL bytes/)
    expect(await reason(['x'.repeat(maximumSourceLength + 1)])).toMatch(/1,000,000 characters/)
    expect(await reason(['x'.repeat(maximumSourceLength)])).toBe('taken')
  })
})
