import type { Diagnostic } from '../../shared/contract/diagnostic'

/** `file:line:column: message`, the source line, and a caret under the place. */
export function diagnosticText(diagnostic: Diagnostic, source: string): string {
  const { file, line, column, length, message, severity } = diagnostic
  const head = `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${message}`
  const text = source.split(/\r?\n/)[line - 1]
  if (text === undefined) return head
  // Long lines are cut around the place: a file may be a single line of a megabyte.
  const start = Math.max(0, column - 1 - 60)
  const shown = text.slice(start, start + 120)
  const before = text.slice(start, column - 1).replace(/[^\t]/g, ' ')
  const carets = '^'.repeat(Math.max(1, Math.min(length, 120 - before.length, shown.length - before.length)))
  return `${head}\n${printable(shown)}\n${before}${carets}`
}

/** Control characters would move a terminal's cursor or worse. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}

export function printError(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Writes to standard output and waits where the reader is slow, so that a program that prints for ever does not fill the memory. */
export async function printOut(text: string): Promise<void> {
  if (text === '' || process.stdout.write(text)) return
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
}

/** `12 passed, 0 failed`, and what is known to differ under Wine where there is some. */
export function countsText(counts: { readonly passed: number; readonly failed: number }): string {
  return `${counts.passed} passed, ${counts.failed} failed`
}
