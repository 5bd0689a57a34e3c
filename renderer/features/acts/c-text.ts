/** Text as C has it between quotes. */
export function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\t': '\\t' }
  return `"${text.replace(/[\\"\n\t]/g, (c) => escapes[c] ?? c)}"`
}

/** Whether a text is of letters, digits and signs that mean the same in every code page. */
export const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)
