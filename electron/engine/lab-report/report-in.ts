/** The id of the element of a report's page that holds its JSON. */
export const reportElement = 'vadlab-lab-report'

/** A report's JSON as a page holds it: nothing in it can end the element. */
export function jsonInPage(json: string): string {
  return `<script type="application/json" id="${reportElement}">${json.replaceAll('<', '\\u003c')}</script>`
}

/** The JSON of a report that was handed in: the text itself, or what a report's page holds. */
export function reportJsonIn(text: string): string {
  if (!/^\s*</.test(text)) return text
  const begin = `<script type="application/json" id="${reportElement}">`
  // What a learner wrote stands escaped in the page, so the last one is the report's own.
  const from = text.lastIndexOf(begin)
  const to = from < 0 ? -1 : text.indexOf('</script>', from)
  return to < 0 ? text : text.slice(from + begin.length, to)
}
