import { readFile, stat } from 'node:fs/promises'
import { linkOf, readShared, sharedFileOf, textBlobOf } from '../../shared/contract/shared-program'
import { maximumSourceLength } from '../../shared/contract/limits'
import { readFailure, saveSource } from './documents'
import { done, refused, type Handlers } from './serve'

/** The handlers of handing programs on. Reading one runs nothing. */
export function shareHandlers(): Pick<Handlers, 'share/make' | 'share/read' | 'share/open' | 'share/save'> {
  const read = (text: string): Awaited<ReturnType<Handlers['share/read']>> => {
    const found = readShared(text)
    return found.ok ? done(found.program) : refused(found.reason)
  }
  return {
    'share/make': (program) => done({ link: linkOf(program), text: textBlobOf(program) }),
    'share/read': ({ text }) => read(text),
    'share/open': async ({ path }) => {
      try {
        const { size } = await stat(path)
        if (size > maximumSourceLength * 6)
          return refused(`${path} is too large for a program that was shared.`)
        return read(await readFile(path, 'utf8'))
      } catch (error) {
        return refused(readFailure(path, error))
      }
    },
    'share/save': async ({ path, program, overwrite }) => {
      const failure = await saveSource(path, sharedFileOf(program), overwrite)
      return failure === null ? done({ path }) : { ok: false, failure }
    }
  }
}
