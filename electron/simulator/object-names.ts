import type { Kernel } from './kernel'
import type { KernelObject } from './objects'
import { NT, refuse, type Refusal } from './status'

/** A section's name with its folder: the session's own names are the default. CreateFileMapping (lpName); conformance sections/section-names-*. */
export function sectionName(name: string): string | Refusal {
  const at = name.indexOf('\\')
  const folder = at < 0 ? 'local' : name.slice(0, at).toLowerCase()
  const rest = at < 0 ? name : name.slice(at + 1)
  if ((folder !== 'local' && folder !== 'global' && folder !== 'session') || rest.includes('\\')) {
    return refuse(
      NT.OBJECT_PATH_NOT_FOUND,
      'object-names-have-one-folder',
      'A name may have one backslash only, behind Local or Global.'
    )
  }
  return `${folder === 'global' ? 'Global' : 'Local'}\\${rest}`
}

/** The object of a name; names differ by case. */
export function findName(kernel: Kernel, name: string): KernelObject | undefined {
  const id = kernel.system.names.get(name)
  return id === undefined ? undefined : kernel.object(id)
}
