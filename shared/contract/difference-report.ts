import type { ComparisonRow, MachineComparison } from './comparison'
import { settingsInWords } from './machine-words'

/** A text to send in where a row differs and nothing explains it: the program, both answers, what ran. */
export function differenceReport(
  row: ComparisonRow,
  about: Pick<MachineComparison, 'titles' | 'version' | 'settings'>,
  program: { readonly fileName: string; readonly source: string }
): string {
  const { titles, version, settings } = about
  const where = row.line === null ? '' : `, line ${row.line}`
  return [
    `# The machines differ: ${row.title}`,
    '',
    `${program.fileName}, process ${row.process}${where}`,
    '',
    `- Simulator (step ${row.simulator?.position ?? '-'}): ${row.simulator?.text ?? 'did not come here'}`,
    `- Windows (step ${row.windows?.position ?? '-'}): ${row.windows?.text ?? 'did not come here'}`,
    ...row.parts
      .filter(({ verdict }) => verdict === 'differs')
      .map(
        ({ name, simulator, windows }) => `- ${name}: ${simulator || 'nothing'} | ${windows || 'nothing'}`
      ),
    '',
    `VadLab ${version}`,
    `Simulator: ${titles.simulator}, ${settingsInWords(settings).join(', ') || 'usual settings'}`,
    `Windows: ${titles.windows}`,
    '',
    '```c',
    program.source.trimEnd(),
    '```',
    ''
  ].join('\n')
}
