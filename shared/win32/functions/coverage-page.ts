import { windowsDeclarations } from '../headers/declarations'
import { functionFamilies, functionTable } from '.'
import type { Availability } from './availability'
import { entriesOf, type FunctionEntry } from './function-entry'

type Place = 'simulator' | 'windows'

/**
 * The page that says which Win32 functions a program can call on which machine, in Markdown: a table for each family,
 * counts on top. Only functions that the headers declare are on it.
 */
export function coveragePage(availability: Availability): string {
  const own = new Set(availability.interpreter)
  const has = {
    simulator: new Set(availability.simulator),
    windows: new Set(availability.windows)
  } as const
  const canCall = (entry: FunctionEntry, place: Place): boolean =>
    own.has(entry.name) || has[place].has(entry.name)
  const mark = (entry: FunctionEntry, place: Place): string => {
    if (own.has(entry.name)) return 'itself'
    if (has[place].has(entry.name)) return 'yes'
    return place === 'windows' && entry.absent !== undefined ? 'fails' : 'no'
  }
  const row = (entry: FunctionEntry): string =>
    `| [${entry.name}](${entry.link}) | ${mark(entry, 'simulator')} | ${mark(entry, 'windows')} | ` +
    `${entry.dll ?? 'the compiler'} | ${entry.since ?? ''} | ${entry.limits ?? ''} |`

  const declared = [...functionTable.values()].filter(({ name }) => windowsDeclarations.functions.has(name))
  const count = (test: (entry: FunctionEntry) => boolean): number => declared.filter(test).length
  const families = functionFamilies
    .map((family) => ({
      title: family.title,
      entries: entriesOf(family).filter(({ name }) => windowsDeclarations.functions.has(name))
    }))
    .filter(({ entries }) => entries.length > 0)

  return `# Which Win32 functions there are

Made by \`npm run coverage-page\` from the table in \`shared/win32/functions\`. What Windows offers was measured on ${availability.measuredOn}.

| | functions |
| --- | --- |
| declared | ${declared.length} |
| on both machines | ${count((entry) => canCall(entry, 'simulator') && canCall(entry, 'windows'))} |
| on the simulator | ${count((entry) => canCall(entry, 'simulator'))} |
| on Windows | ${count((entry) => canCall(entry, 'windows'))} |
| on neither | ${count((entry) => !canCall(entry, 'simulator') && !canCall(entry, 'windows'))} |

**yes**: a program can call it. **itself**: the interpreter runs it, alike on both machines. **fails**: that Windows has none, so the call fails with ERROR_CALL_NOT_IMPLEMENTED, as in a program that looks the function up first. **no**: a program that calls it is refused before it runs, with the line.

${families
  .map(
    ({ title, entries }) => `## ${title}

| function | simulator | Windows | DLL | since | what the simulator leaves out |
| --- | --- | --- | --- | --- | --- |
${entries.map(row).join('\n')}
`
  )
  .join('\n')}`
}
