import { sharedFileExtension, type SharedProgram } from '../../../shared/contract/shared-program'
import { readSource } from '../documents'
import { decodeShared } from './decode-shared'
import { readShared } from './save-shared'

/** A program's text and name; of a shared one all that came with it. */
export type ReadProgram =
  | {
      readonly ok: true
      readonly source: string
      readonly fileName: string
      readonly shared: SharedProgram | null
    }
  | { readonly ok: false; readonly reason: string }

/** Reads a C file, a .vadlab file, or a link, as the command line names it. */
export async function readProgram(named: string): Promise<ReadProgram> {
  const isLink = /^vadlab:/i.test(named)
  if (!isLink && !named.toLowerCase().endsWith(sharedFileExtension)) {
    const read = await readSource(named)
    return read.ok ? { ...read, fileName: named, shared: null } : read
  }
  const decoded = isLink ? decodeShared(named) : await readShared(named)
  if (!decoded.ok) return decoded
  const { source, fileName } = decoded.program
  return { ok: true, source, fileName, shared: decoded.program }
}
