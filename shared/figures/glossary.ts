import { figureGroups, figureOf } from './index'

/** The glossary as a Markdown page: every term under an anchor that is its id. */
export function glossaryPage(): string {
  const parts = [
    '# Glossary',
    '',
    '`npm run glossary` writes this page from `shared/figures`. In the app, F1 on a figure, a sign or a term says the same. The anchor of an entry is its id in lower case and stays, so that labs can link to it: `glossary.md#total-ws`.',
    ''
  ]
  for (const { title, figures } of figureGroups) {
    parts.push(`## ${title}`, '')
    for (const id of Object.keys(figures)) parts.push(...entry(id), '')
  }
  return parts.join('\n')
}

function entry(id: string): string[] {
  const figure = figureOf(id)
  if (figure === undefined) return []
  const { reading } = figure
  const name = /^[A-Z0-9_]+_[A-Z0-9_]+$/.test(figure.name) ? `\`${figure.name}\`` : figure.name
  const lines = [`### <a id="${id.toLowerCase()}"></a>${name}`, '', figure.says, '']
  if (figure.formula !== '') lines.push(`- ${figure.formula}`)
  if (figure.unit !== '') lines.push(`- Unit: ${figure.unit}.`)
  const field = figure.field === '' ? '' : ` Field \`${figure.field}\`.`
  lines.push(`- From: ${figure.source}${field}`)
  const own = /docs\/([\w.-]+)$/.exec(reading.text)?.[1]
  const link = reading.url ?? own
  lines.push(`- Read on: ${link === undefined ? reading.text : `[${reading.text}](${link})`}.`)
  for (const { id: other, name: otherName, line } of figure.neighbours)
    lines.push(`- Not [${otherName}](#${other.toLowerCase()}): ${line}`)
  return lines
}
