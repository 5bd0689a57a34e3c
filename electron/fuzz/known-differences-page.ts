import { knownDifferences } from '../known-differences/known-differences'

const begin = '<!-- known differences -->'
const end = '<!-- end of known differences -->'

/** The page with the list between its two marks as the code has it. */
export function withKnownDifferences(page: string): string {
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from === -1 || to === -1) throw new Error('The page has no place for the known differences.')
  const rows = knownDifferences.map(
    ({ name, what, evidence, only }) =>
      `| ${cell(name)} | ${only === 'any' ? 'any Windows' : only} | ${cell(what)} | ${cell(evidence)} |`
  )
  const table = ['| name | on | what | evidence |', '| --- | --- | --- | --- |', ...rows].join('\n')
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n${page.slice(to)}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
