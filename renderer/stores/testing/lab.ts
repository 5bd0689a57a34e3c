import type { OpenLab } from '../../../shared/contract/labs'
import { defaultMachineSettings, type MachineSettings } from '../../../shared/contract/machine-settings'

/** A machine that is not the common one. */
export const labSettings: MachineSettings = { ...defaultMachineSettings, seed: 77 }

const programs = [
  { fileName: 'first.c', source: 'int a; // @here\n' },
  { fileName: 'second.c', source: 'int b; // @there\n' }
]
const words = (text: string) => [{ kind: 'paragraph' as const, children: [{ kind: 'text' as const, text }] }]

/** A lab of two steps; with `worked`, as one opens it who left it at that step with that text of the first program. */
export function openedLab(worked?: { readonly at: string; readonly source: string }): OpenLab {
  const when = '2026-01-01T00:00:00Z'
  return {
    ...{ id: '03-x', title: 'A lab', goal: 'To see.', minutes: 5, needs: 'simulator', version: 'v1' },
    settings: labSettings,
    introduction: words('Welcome.'),
    programs,
    steps: [
      {
        ...{ id: 'one', title: 'First step', hints: 2, hasSolution: true, fileName: 'first.c' },
        items: [
          { kind: 'text', text: words('Read this.') },
          {
            ...{ kind: 'predict', id: 'one/predict-1', question: words('What comes?'), fileName: 'first.c' },
            prediction: { form: 'choose', options: [words('One'), words('Two')] }
          },
          { kind: 'check', id: 'one/check-1', fileName: 'first.c' }
        ]
      },
      {
        ...{ id: 'two', title: 'Second step', hints: 0, hasSolution: false, fileName: 'first.c' },
        items: [
          {
            ...{ kind: 'predict', id: 'two/predict-1', question: words('Which go?'), fileName: 'first.c' },
            prediction: {
              ...{ form: 'matrix', rows: ['R', 'W'], columns: ['read', 'write'] },
              labels: ['goes through', 'faults']
            }
          },
          { kind: 'explain', id: 'two/explain-1', question: words('Why?') }
        ]
      }
    ],
    record:
      worked === undefined
        ? null
        : {
            ...{ version: 'v1', title: 'A lab', beganAt: when, changedAt: when, at: worked.at, steps: {} },
            items: { 'one/check-1': { doneAt: when, attempts: [], attemptCount: 3, revealed: false } },
            programs: { d: { fileName: 'first.c', source: worked.source } },
            current: { 'first.c': 'd' }
          }
  }
}
