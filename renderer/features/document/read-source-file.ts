import { maximumSourceLength } from '../../../shared/contract/limits'

/** The text of a file the person chose, or why it is not taken. */
export type ReadSource =
  | { readonly ok: true; readonly source: string; readonly fileName: string }
  | { readonly ok: false; readonly reason: string }

/** Four bytes a character are the most that UTF-8 needs. */
const mostBytes = maximumSourceLength * 4

/** Reads a file as C source: UTF-8, UTF-16 with a byte order mark, or else Windows-1252. */
export async function readSourceFile(file: File): Promise<ReadSource> {
  const refuse = (reason: string): ReadSource => ({
    ok: false,
    reason: `${file.name} was not opened: ${reason}`
  })
  const tooLong = `it is too long. A program has at most ${maximumSourceLength.toLocaleString('en-US')} characters.`
  if (file.size === 0) return refuse('it is empty.')
  if (file.size > mostBytes) return refuse(tooLong)
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return refuse('it could not be read. Is it a folder, or was it moved?')
  }
  const source = decode(bytes)
  if (source.includes('\0')) return refuse('it is not text: it holds NUL bytes. Choose a C source file.')
  if (source.trim() === '') return refuse('there is nothing in it but blanks.')
  if (source.length > maximumSourceLength) return refuse(tooLong)
  return { ok: true, source, fileName: file.name }
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
