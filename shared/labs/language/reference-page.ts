import { recordProperties, roots, unitBytes, type PropertyFacts } from './reference'
import { typeName, type LabType, type RecordName } from './types'

/** Heading of each record's table, in the order of the page. */
const headings: Readonly<Record<RecordName, string>> = {
  region: 'Of a region',
  page: 'Of a page',
  call: 'Of a call',
  fault: 'Of a fault (an exception)',
  section: 'Of a section',
  counters: 'Of `counters` (a process)',
  machine: 'Of `machine`',
  checks: 'Of `checks`'
}

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``
const cell = (text: string): string => text.replaceAll('|', '\\|')

/** A type as the tables name it. */
function typeCell(type: LabType): string {
  return cell(typeName(type).replace(/ \((PAGE_|ERROR_|MEM_).*\)$/, ''))
}

function written(name: string): string {
  const { parameters } = roots[name]!
  if (parameters === null) return name
  const words: Readonly<Record<string, string>> = {
    which: 'n or @mark',
    function: 'Function',
    c: 'variable',
    bytes: 'size'
  }
  const inside = parameters.map(
    ({ kind, optional }) => `${words[kind] ?? kind}${optional === true ? '?' : ''}`
  )
  return `${name}(${inside.join(', ')})`
}

function propertyRow([name, facts]: [string, PropertyFacts]): string {
  const only = facts.simulatorOnly === true ? ' **Simulator only.**' : ''
  return `| \`${name}\` | ${typeCell(facts.type)} | ${cell(facts.says)}.${only} | ${code(facts.example)} |`
}

/** The tables of the check language, in Markdown: what stands between the marks of docs/lab-format.md. */
export function referenceTables(): string {
  const lines = [
    '### What an expression begins with',
    '',
    '| | type | what it is | example |',
    '| --- | --- | --- | --- |',
    ...Object.entries(roots).map(
      ([name, { type, says, example }]) =>
        `| \`${written(name)}\` | ${typeCell(type)} | ${cell(says)}. | ${code(example)} |`
    )
  ]
  for (const [record, properties] of Object.entries(recordProperties)) {
    lines.push('', `### ${headings[record as RecordName]}`, '')
    lines.push('| property | type | what it is | example |', '| --- | --- | --- | --- |')
    lines.push(...Object.entries(properties).map(propertyRow))
    if (record === 'call')
      lines.push(
        '',
        'A call has its arguments, too, by Microsoft’s names of the parameters: `call(VirtualAlloc).flProtect == PAGE_READWRITE`.'
      )
  }
  lines.push(
    '',
    '### Units',
    '',
    `${Object.keys(unitBytes)
      .map((unit) => `\`${unit}\``)
      .join(', ')}: \`2 pages\`, \`64 KiB\`. A size is compared with a size or with a number of bytes.`
  )
  return lines.join('\n')
}
