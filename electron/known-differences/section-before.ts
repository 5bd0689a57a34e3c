import { namedConstants as k } from '../../shared/win32/constants'
import type { Action } from './actions'
import type { Difference } from './difference'
import { flagsOf, numberAt } from './range-before'

/** What is known of the section that a call names. */
export interface SectionBefore {
  /** The protection that the section was made with; null when its maker is not known. */
  readonly protect: number | null
  /** Its bytes, whole pages where it has no file; null when they are the file's. */
  readonly size: number | null
  /** What OpenFileMapping was asked for; null for a handle from CreateFileMapping. */
  readonly openedFor: number | null
  /** Whether the handle's own call made the section: then the handle has exactly the rights that the section allows. */
  readonly isMaker: boolean
}

/** The section of a call that maps a view; null when nothing made its handle. */
export function sectionBefore({ action, actions, results }: Difference): SectionBefore | null {
  const handle = action.args[0]
  if (handle?.kind !== 'section') return null
  const at = actions.findIndex(
    ({ operation, keeps, by }) =>
      keeps === handle.index && by === action.by && /^(Create|Open)FileMapping$/.test(operation)
  )
  const opener = actions[at]
  if (opener === undefined) return null
  const maker = makerOf(actions, results, at)
  return {
    protect: maker === null ? null : flagsOf(maker, 'section') & 0xff,
    size: maker === null ? null : sizeOfSection(maker),
    openedFor: opener.operation === 'OpenFileMapping' ? flagsOf(opener, 'view') : null,
    isMaker: maker === opener
  }
}

/** The call that made the section: the handle's own, or the last before it that made one of that name. */
function makerOf(actions: readonly Action[], results: readonly string[], at: number): Action | null {
  const opener = actions[at]!
  if (opener.operation === 'CreateFileMapping' && results[at] === 'ok') return opener
  for (let i = at - 1; i >= 0; i--) {
    const { operation } = actions[i]!
    if (operation === 'CreateFileMapping' && results[i] === 'ok' && nameOf(actions[i]!) === nameOf(opener))
      return actions[i]!
  }
  return null
}

function nameOf(action: Action): number | null {
  const name = action.args.find((argument) => argument.kind === 'name')
  return name?.kind === 'name' ? name.index : null
}

function sizeOfSection(maker: Action): number | null {
  const size = numberAt(maker, 3)
  const backed = maker.args[0]?.kind === 'file' && maker.args[0].index >= 0
  if (numberAt(maker, 2) !== 0 || (backed && size === 0)) return null
  return backed ? size : Math.ceil(size / 0x1000) * 0x1000
}

/** What CreateFile was asked for when it opened the file that a call names; null when nothing did. */
export function fileAccessBefore({ action, actions }: Difference): number | null {
  const handle = action.args[0]
  if (handle?.kind !== 'file' || handle.index < 0) return null
  const opener = actions.find(
    ({ operation, keeps, by }) => operation === 'CreateFile' && keeps === handle.index && by === action.by
  )
  return opener === undefined ? null : numberAt(opener, 0)
}

/** The protection that a call that maps a view asks for, and where in the section the view is to begin. */
export function viewWish(action: Action): { readonly protect: number; readonly offset: number } {
  const offset = numberAt(action, 3)
  if (action.operation === 'MapViewOfFile3') return { protect: flagsOf(action, 'protection'), offset }
  const access = flagsOf(action, 'view')
  const execute = (access & k.FILE_MAP_EXECUTE) !== 0
  const plain =
    access & k.FILE_MAP_WRITE
      ? k.PAGE_READWRITE
      : access & k.FILE_MAP_READ
        ? k.PAGE_READONLY
        : access & k.FILE_MAP_COPY
          ? k.PAGE_WRITECOPY
          : k.PAGE_NOACCESS
  return { protect: execute && plain !== k.PAGE_NOACCESS ? plain << 4 : plain, offset }
}

/** Whether a view of that protection is more than a section of this one allows. */
export function isMoreThan(section: number, view: number): boolean {
  const executable =
    k.PAGE_EXECUTE | k.PAGE_EXECUTE_READ | k.PAGE_EXECUTE_READWRITE | k.PAGE_EXECUTE_WRITECOPY
  const shared = k.PAGE_READWRITE | k.PAGE_EXECUTE_READWRITE
  return (
    ((view & executable) !== 0 && !(section & executable)) || ((view & shared) !== 0 && !(section & shared))
  )
}
