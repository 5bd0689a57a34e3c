import { namedConstants as k } from '../../shared/win32/constants'
import type { Kernel } from './kernel'
import type { KernelObject } from './objects'
import { NT, refuse, type Refusal } from './status'

/** A section's name with its folder: the session's own names are the default. CreateFileMapping (lpName); conformance sections/section-names-*. */
export function sectionName(name: string): string | Refusal {
  const at = name.indexOf('\\')
  // Object names start at the session's folder: a leading backslash would start at the root.
  if (at === 0)
    return refuse(
      NT.OBJECT_PATH_SYNTAX_BAD,
      'object-names-begin-with-a-folder-or-a-name',
      'A name may not begin with a backslash.'
    )
  // Kernel object namespaces: Local and Global are names like all others, so their case counts.
  const folder = at < 0 ? 'Local' : name.slice(0, at)
  const rest = at < 0 ? name : name.slice(at + 1)
  if (at > 0 && rest === '')
    return refuse(
      k.STATUS_OBJECT_NAME_INVALID,
      'name-follows-its-folder',
      'Nothing stands behind the backslash.'
    )
  if ((folder !== 'Local' && folder !== 'Global' && folder !== 'Session') || rest.includes('\\')) {
    return refuse(
      NT.OBJECT_PATH_NOT_FOUND,
      'object-names-have-one-folder',
      'A name may have one backslash only, behind Local or Global.'
    )
  }
  return `${folder === 'Global' ? 'Global' : 'Local'}\\${rest}`
}

/** The object of a name; names differ by case. */
export function findName(kernel: Kernel, name: string): KernelObject | undefined {
  const id = kernel.system.names.get(name)
  return id === undefined ? undefined : kernel.object(id)
}
