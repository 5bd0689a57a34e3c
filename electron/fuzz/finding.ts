import type { Sequence } from '../known-differences/actions'
import type { Difference } from '../known-differences/difference'
import { renderProgram } from './render'

/** What kind of difference it is: the same of two means that one fix will do for both. */
export function kindOf(difference: Difference): string {
  const plain = (result: string): string =>
    result
      .replace(/(s\d+|arena)\+0x[0-9a-f]+/g, 'place')
      .replace(/was \w+/, 'was')
      .replace(/^ok [0-9a-f ]+$/, 'ok')
  const state = difference.areas.length > 0 ? ', and memory looks otherwise' : ''
  return `${difference.action.operation}: simulator ${plain(difference.simulator)}, Windows ${plain(difference.windows)}${state}`
}

/** The program that shows a difference: opens in VadLab, compiles with lab.h, and says on top what differs. */
export function findingProgram(
  sequence: Sequence,
  difference: Difference,
  title: string,
  seed: number
): string {
  const step = sequence.length
  const say = (result: string): string => (result === '' ? 'nothing' : result)
  const lines = [
    `FACT: In step ${step}, ${difference.action.operation}, the simulator and ${title} differ.`,
    `The simulator: ${say(difference.simulator)}`,
    `${title}: ${say(difference.windows)}`,
    ...difference.areas.flatMap((area) => [
      `${areaName(area.name)} on the simulator: ${say(area.simulator)}`,
      `${areaName(area.name)} on ${title}: ${say(area.windows)}`
    ]),
    `SOURCE: npm run fuzz, program ${seed}`
  ]
  return renderProgram([sequence], lines.map((line) => `// ${line}`).join('\n')).source
}

function areaName(name: string): string {
  const area = Number(name.slice(1))
  const what = area === 16 ? 'the arena' : area === 17 ? "the other process's arena" : `at[${area}]`
  return `In process ${name[0]}, ${what}`
}
