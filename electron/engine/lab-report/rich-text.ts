import { escapeHtml } from '../report/escape-html'

/** Told words as HTML: what stands between backticks is code, an empty line parts paragraphs, `- ` begins an item. */
export function richText(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map(block)
    .join('')
}

/** Told words within a line. */
export function richLine(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replaceAll('\n', '<br>')
}

function block(text: string): string {
  const lines = text.split('\n')
  if (!lines.every((line) => line.startsWith('- '))) return `<p>${richLine(text)}</p>`
  return `<ul>${lines.map((line) => `<li>${richLine(line.slice(2))}</li>`).join('')}</ul>`
}
