/** The text of a program with comments, strings and characters blanked, so that places stay what they were. */
export function blankedText(source: string): string {
  return source.replace(
    /\/\/[^\n]*|\/\*[\s\S]*?(\*\/|$)|"(?:\\.|[^"\\\n])*(?:"|(?=\n)|$)|'(?:\\.|[^'\\\n])*(?:'|(?=\n)|$)/g,
    (found) => found.replace(/[^\n]/g, ' ')
  )
}

/** The words that stand in a program, each once. */
export function wordsOf(blanked: string): Set<string> {
  return new Set(blanked.match(/\b[A-Za-z_]\w{2,}\b/g))
}
