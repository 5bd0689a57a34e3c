import { existsSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'

/** Who may import whom: each folder lists the folders of the house it may use besides itself. Everything else is refused. */
const mayImport = {
  'shared/win32': [],
  'shared/contract': ['shared/win32'],
  'shared/figures': ['shared/win32'],
  'shared/labs': ['shared/contract', 'shared/figures', 'shared/win32'],
  'electron/machine': ['shared'],
  'electron/c': ['electron/machine', 'shared'],
  'electron/simulator': ['electron/machine', 'shared'],
  'electron/runner': ['electron/c', 'electron/machine', 'shared'],
  'electron/windows/target': ['electron/runner', 'electron/c', 'electron/machine', 'shared'],
  'electron/windows': ['electron/runner', 'electron/machine', 'shared'],
  'electron/engine': [
    'electron/known-differences',
    'electron/windows',
    'electron/simulator',
    'electron/runner',
    'electron/c',
    'electron/machine',
    'shared'
  ],
  'electron/known-differences': ['shared'],
  'electron/fuzz': [
    'electron/known-differences',
    'electron/engine',
    'electron/c',
    'electron/runner',
    'electron/machine',
    'shared'
  ],
  'electron/cli': ['electron/engine', 'electron/c', 'electron/runner', 'electron/machine', 'shared'],
  'electron/preload': ['shared'],
  'electron/shell': ['electron/engine', 'shared'],
  'electron/main': ['electron/shell', 'electron/engine', 'shared'],
  'electron/browser-shell': ['electron/shell', 'electron/engine', 'shared'],
  renderer: ['shared'],
  e2e: ['electron/browser-shell', 'shared']
}

/** The folder of the house a path lies in, the deepest first; undefined outside of it. */
function folderOf(path) {
  return Object.keys(mayImport)
    .sort((a, b) => b.length - a.length)
    .find((folder) => path === folder || path.startsWith(`${folder}/`))
}

const isIn = (folder, allowed) => folder === allowed || folder.startsWith(`${allowed}/`)

/** Whether a file holds schemas: what engine and shells check requests with. */
function hasSchemas(file) {
  if (!schemas.has(file))
    schemas.set(file, existsSync(file) && readFileSync(file, 'utf8').includes("from 'zod'"))
  return schemas.get(file)
}
const schemas = new Map()

/** An ESLint rule: a relative import must go where the table above allows. Tests and what only they use may import anything. */
export const importDirections = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      refused: '{{from}} may import only: {{allowed}}; not {{to}}.',
      typesOnly: '{{to}} holds schemas: the page has their types alone, or zod comes into it.'
    }
  },
  create(context) {
    const place = (path) => relative(context.cwd, path).split(sep).join('/')
    const from = folderOf(place(context.filename))
    if (from === undefined || /\.(test|conformance)\.ts$|\/testing\//.test(place(context.filename))) return {}
    const check = (node) => {
      const source = node.source?.value
      if (typeof source !== 'string' || !source.startsWith('.')) return
      const target = place(resolve(dirname(context.filename), source))
      const to = folderOf(target)
      if (
        from === 'renderer' &&
        hasSchemas(`${resolve(context.cwd, target)}.ts`) &&
        node.importKind !== 'type'
      )
        context.report({ node, messageId: 'typesOnly', data: { to: target } })
      if (to === from || (to !== undefined && mayImport[from].some((allowed) => isIn(to, allowed)))) return
      const allowed = mayImport[from].join(', ') || 'nothing'
      context.report({ node, messageId: 'refused', data: { from, allowed, to: to ?? target } })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check
    }
  }
}
