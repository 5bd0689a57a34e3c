import type { Prototype } from '../../../../shared/win32/headers/declarations'
import { parameterText, type Description } from './describe'

function element(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.append(...children)
  return made
}

/** What a card shows. */
export type CardContent = Omit<Description, 'from' | 'to' | 'fields'> & Partial<Pick<Description, 'fields'>>

/** The card on a word: its declaration, a sentence, facts, where it can be called and Microsoft's page. */
export function descriptionCard(description: CardContent): HTMLElement {
  const { name, code, says, fields = [], facts, link, available } = description
  const card = element('div', 'cm-knowledge')
  card.dataset['testid'] = 'knowledge-card'
  card.setAttribute('aria-label', `About ${name}`)
  card.append(element('pre', 'cm-knowledge-code', code))
  if (says !== '') card.append(element('p', 'cm-knowledge-says', says))
  if (fields.length > 0) {
    const list = element('dl', 'cm-knowledge-fields')
    for (const field of fields)
      list.append(
        element('dt', 'cm-knowledge-code', field.code),
        element('dd', 'cm-knowledge-means', field.means)
      )
    card.append(list)
  }
  for (const fact of facts) card.append(element('p', 'cm-knowledge-fact', fact))
  const foot = element('div', 'cm-knowledge-foot')
  if (available !== null)
    for (const [title, has] of [
      ['Simulator', available.simulator],
      ['Windows', available.windows]
    ] as const)
      foot.append(
        element(
          'span',
          has ? 'cm-knowledge-has' : 'cm-knowledge-lacks',
          `${has ? '✓' : '✗'} ${title}${has ? '' : ': not there'}`
        )
      )
  if (link !== null) {
    const page = element('a', 'cm-knowledge-link', 'Microsoft’s page') as HTMLAnchorElement
    page.href = link
    page.target = '_blank'
    page.rel = 'noreferrer'
    foot.append(page)
  }
  if (foot.childNodes.length > 0) card.append(foot)
  return card
}

/** A call's prototype in one line with one parameter marked, and that parameter's constants or nothing below it. */
export function signatureLine(prototype: Prototype, argument: number, hint: string): HTMLElement {
  const { name, returns, params, variadic } = prototype
  const box = element('div', 'cm-signature')
  box.dataset['testid'] = 'signature-help'
  box.setAttribute('role', 'tooltip')
  const code = element('code', 'cm-signature-code', returns === '' ? `${name}(` : `${returns} ${name}(`)
  const shown = [...params.map(parameterText), ...(variadic ? ['...'] : [])]
  const current = Math.min(argument, shown.length - 1)
  shown.forEach((text, i) => {
    if (i > 0) code.append(', ')
    if (i === current && (argument < shown.length || variadic))
      code.append(element('strong', 'cm-signature-current', text))
    else code.append(text)
  })
  code.append(')')
  box.append(code)
  if (hint !== '') box.append(element('p', 'cm-signature-hint', hint))
  return box
}
