import { wordOf } from '../machine/word'
import type { ControlArea } from './control-area'
import { PAGE_SIZE } from './frames'
import type { Kernel } from './kernel'

/**
 * Moves a page of an image to where the system has placed the image: the kernel does so as it reads the page, so that
 * all processes share it. Windows Internals, Image randomization. Addresses that lie across pages stay as they are.
 */
export function relocatedPage(
  kernel: Kernel,
  area: ControlArea,
  page: number,
  bytes: Uint8Array
): Uint8Array {
  const { relocations } = area
  const place = kernel.system.imageBases.get(area.file)
  if (relocations === undefined || relocations.length === 0 || place === undefined) return bytes
  const delta = BigInt(place * PAGE_SIZE - area.imageBase)
  if (delta === 0n) return bytes
  let moved: Uint8Array | null = null
  for (const address of relocations) {
    const at = address - page * PAGE_SIZE
    if (at < 0 || at + 8 > bytes.length) continue
    moved ??= bytes.slice()
    const view = new DataView(moved.buffer)
    view.setBigUint64(at, BigInt(wordOf(view.getBigUint64(at, true) + delta)), true)
  }
  return moved ?? bytes
}
