/** One line of the language reference, with the program that shows it. */
export interface LanguageEntry {
  /** What the page says; Markdown. */
  readonly text: string
  /** A whole program, or statements for the body of main. */
  readonly program: string
  /** The program is whole as it stands, though it has no main. */
  readonly whole?: true
  /** What the program prints. */
  readonly prints?: string
  /** The program is refused, with a message that contains this. */
  readonly refuses?: string
  /** The program is told a warning that contains this, before or while it runs. */
  readonly warns?: string
  /** Why the program is not compared with what MinGW's compiler makes of it. */
  readonly apart?: string
}

export interface LanguageSection {
  readonly heading: string
  readonly entries: readonly LanguageEntry[]
}

const includes = [
  'windows.h',
  'stdio.h',
  'stdlib.h',
  'string.h',
  'wchar.h',
  'stdarg.h',
  'stdint.h',
  'stdbool.h',
  'stddef.h',
  'ctype.h',
  'math.h',
  'time.h',
  'assert.h',
  'malloc.h',
  'tchar.h',
  'strsafe.h'
]

/** The whole program of an entry: its own, or its statements in a main with the usual headers. */
export function programOf({ program, whole }: LanguageEntry): string {
  if (whole || /\b\w*[mM]ain\s*\(/.test(program)) return program
  return `#define STRSAFE_NO_DEPRECATE\n${includes.map((name) => `#include <${name}>\n`).join('')}\nint main(void)\n{\n    ${program}\n    return 0;\n}\n`
}
