import { declarationsSection, expressionsSection, statementsSection } from './code'
import type { LanguageSection } from './entry'
import { librarySection, undefinedSection } from './library'
import { preprocessorSection, typesSection } from './words-and-types'

export { programOf, type LanguageEntry, type LanguageSection } from './entry'

/** The language reference: what docs/c-language.md says, each line with a program that a test runs. */
export const languageReference: readonly LanguageSection[] = [
  preprocessorSection,
  typesSection,
  declarationsSection,
  expressionsSection,
  statementsSection,
  librarySection,
  undefinedSection
]

/** The page docs/c-language.md. */
export function languagePage(): string {
  const lines = languageReference.flatMap(({ heading, entries }) => [
    `## ${heading}`,
    '',
    ...entries.map(({ text, refuses }) => `- ${refuses === undefined ? '' : '⊘ '}${text}`),
    ''
  ])
  return [
    '# The C of VadLab',
    '',
    'What the lab takes of C11, of GNU C and of Microsoft C, and what it does not (⊘: the program is refused, with a sentence that says why). A test runs a program for each line; `npm run language` compares what they print with what a compiler makes of them.',
    '',
    ...lines
  ].join('\n')
}
