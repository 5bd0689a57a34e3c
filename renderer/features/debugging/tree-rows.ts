import type { ShownVariable } from '../../../shared/contract/step'

/** What stands at the top of a tree: a variable, or an expression that has no value here. */
export type TreeRoot =
  | { readonly key: string; readonly variable: ShownVariable }
  | { readonly key: string; readonly expression: string; readonly problem: string }

/** A row of a tree of variables. */
export interface TreeRow {
  readonly key: string
  /** From 1. */
  readonly level: number
  readonly variable: ShownVariable | null
  readonly name: string
  readonly problem: string
  /** Null: there is nothing inside. */
  readonly open: boolean | null
  readonly parent: string | null
  /** Which of the roots it belongs to. */
  readonly root: number
  /** Its place among its siblings, from 1, and how many they are. */
  readonly place: number
  readonly siblings: number
}

const mostChildren = 200

/** The rows that are in view: every root, and under what is unfolded its parts. */
export function treeRows(roots: readonly TreeRoot[], expanded: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = []
  const add = (
    variable: ShownVariable,
    at: Pick<TreeRow, 'key' | 'level' | 'parent' | 'root' | 'place' | 'siblings'>,
    name: string
  ): void => {
    const open = variable.unfolds ? expanded.has(variable.expression) : null
    rows.push({ ...at, variable, name, problem: '', open })
    if (open !== true) return
    const children = variable.children?.slice(0, mostChildren) ?? []
    children.forEach((child, i) =>
      add(
        child,
        {
          key: `${at.key} › ${child.expression}`,
          level: at.level + 1,
          parent: at.key,
          root: at.root,
          place: i + 1,
          siblings: children.length
        },
        child.name
      )
    )
  }
  roots.forEach((root, i) => {
    const at = {
      key: root.key,
      level: 1,
      parent: null,
      root: i,
      place: i + 1,
      siblings: roots.length
    }
    if ('variable' in root) add(root.variable, at, root.variable.name)
    else rows.push({ ...at, variable: null, name: root.expression, problem: root.problem, open: null })
  })
  return rows
}
