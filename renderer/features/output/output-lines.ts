/** A line of a program's output. */
export interface OutputLine {
  readonly text: string
  /** The verdict, where the line is a CHECK's. */
  readonly verdict: 'ok' | 'FAIL' | 'todo' | null
  /** The check's source line. */
  readonly line: number | null
}

/** The most lines that are shown; a longer output shows its end. */
export const mostOutputLines = 2000

/** The output line by line, its end if it is long, with checks recognised as `lab.h` prints them. */
export function outputLines(output: string): {
  readonly hidden: number
  readonly lines: readonly OutputLine[]
} {
  if (output === '') return { hidden: 0, lines: [] }
  const texts = output.split('\n')
  if (texts.at(-1) === '') texts.pop()
  const hidden = Math.max(0, texts.length - mostOutputLines)
  return { hidden, lines: texts.slice(hidden).map(outputLine) }
}

function outputLine(printed: string): OutputLine {
  const text = printed.replace(/\r$/, '')
  const check = /^(ok|FAIL|todo) (\d+) (.*)$/.exec(text)
  if (check === null) return { text, verdict: null, line: null }
  return { text: check[3]!, verdict: check[1] as 'ok' | 'FAIL' | 'todo', line: Number(check[2]) }
}
