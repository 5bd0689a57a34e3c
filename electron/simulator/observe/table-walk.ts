import type { PageNode } from '../page-table'

/** Pages below one entry, by the table's level: PT 0, PD 1, PDPT 2, PML4 3. */
export const entrySpans = [1, 512, 512 ** 2, 512 ** 3] as const

/** The level of the lowest table on the way to a page: 0 when all four tables are there. */
export function lowestTable(root: PageNode, page: number): number {
  let node = root
  while (node.level > 0 && 'children' in node) {
    const child: PageNode | null =
      node.children[Math.floor(page / entrySpans[node.level as 1 | 2 | 3]) & 511]!
    if (child === null) return node.level
    node = child
  }
  return 0
}

/** How many tables of all levels an address space has. */
export function countTables(root: PageNode): number {
  if (!('children' in root)) return 1
  let count = 1
  for (const child of root.children) if (child !== null) count += countTables(child)
  return count
}
