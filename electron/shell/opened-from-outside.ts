import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ArrivedFromOutside } from '../../shared/contract/requests'

/**
 * The first link or file among the arguments of a start, or null. It is passed on unread: whoever made a link is not
 * known, so only the engine looks into it, and the person is asked. `folder`: where relative paths begin.
 */
export function openedBy(args: readonly string[], folder: string): ArrivedFromOutside | null {
  for (const arg of args) {
    if (/^vadlab:/i.test(arg)) return { link: arg }
    const path = pathIn(arg)
    if (path !== null) return { path: resolve(folder, path) }
  }
  return null
}

/** The path of a program's file; desktops of Linux hand paths over as addresses. */
function pathIn(arg: string): string | null {
  if (arg.startsWith('-')) return null
  const path = /^file:/i.test(arg) ? ofAddress(arg) : arg
  return path !== null && /\.(?:vadlab|c|h)$/i.test(path) ? path : null
}

function ofAddress(address: string): string | null {
  try {
    return fileURLToPath(address)
  } catch {
    return null
  }
}
