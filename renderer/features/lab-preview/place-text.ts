import type { Diagnostic } from '../../../shared/contract/diagnostic'

/** Where a mistake is, as editors take it: the file’s own name, line and column. */
export function placeText({ file, line, column }: Pick<Diagnostic, 'file' | 'line' | 'column'>): string {
  return `${file.split(/[\\/]/).at(-1)!}:${line}:${column}`
}
