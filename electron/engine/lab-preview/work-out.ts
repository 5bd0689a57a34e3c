import type { WorkedOut } from '../../../shared/contract/lab-preview-requests'
import { machineNames, type MachineName } from '../../../shared/contract/observation'
import type { CheckItem, Lab, LabStep, MythItem, PredictItem } from '../../../shared/labs/format'
import { truthWords } from '../lab-report/answer-words'
import { LabJudge } from '../labs/lab-judge'
import type { Machine } from '../process-host'
import type { Work } from '../works'

type Result = WorkedOut['results'][number]

const machineWords: Readonly<Record<MachineName, string>> = { simulator: 'the simulator', windows: 'Windows' }

/** Works out everything that a lab asks by its own model solutions, on each machine that it needs. */
export async function workOut(
  lab: Lab,
  machines: readonly Machine[],
  work: Work,
  signal: AbortSignal
): Promise<readonly WorkedOut[]> {
  const judge = new LabJudge(machines)
  const on = lab.needs === 'both' ? machineNames : [lab.needs]
  const asked = lab.steps.flatMap((step) =>
    step.items.flatMap((item) =>
      item.kind === 'predict' || item.kind === 'check' || item.kind === 'myth' ? [{ step, item }] : []
    )
  )
  const found: WorkedOut[] = []
  for (const [i, { step, item }] of asked.entries()) {
    work.report(i / asked.length)
    await work.breathe()
    const results =
      item.kind === 'check'
        ? await ofCheck(judge, lab, step, item, on, signal)
        : await ofAnswer(judge, lab, step, item, on, signal)
    found.push({ item: item.id, results })
  }
  await work.breathe()
  return found
}

async function ofAnswer(
  judge: LabJudge,
  lab: Lab,
  step: LabStep,
  item: PredictItem | MythItem,
  on: readonly MachineName[],
  signal: AbortSignal
): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const machine of on) {
    const program = item.kind === 'predict' ? item.program : step.solved
    if (program === null) return [{ machine: null, words: 'No program is open here.', wrong: true }]
    const judged =
      item.kind === 'predict'
        ? await judge.predict(lab, item, null, program, [machine], signal)
        : await judge.myth(lab, item, null, program, [machine], signal)
    if (judged.judged) results.push({ machine, words: truthWords(item, judged.answer.truth), wrong: false })
    else results.push({ machine, words: problemOf(judged), wrong: true })
  }
  return results
}

async function ofCheck(
  judge: LabJudge,
  lab: Lab,
  { before, solved }: LabStep,
  item: CheckItem,
  on: readonly MachineName[],
  signal: AbortSignal
): Promise<readonly Result[]> {
  if (before === null || solved === null)
    return [{ machine: null, words: 'No program is open here.', wrong: true }]
  const results: Result[] = []
  const judged = await judge.check(lab, item, solved, on, signal)
  if (!judged.judged) results.push({ machine: null, words: problemOf(judged), wrong: true })
  else if (judged.passed) results.push({ machine: null, words: 'Passes with the solution', wrong: false })
  else
    for (const { holds, machine, says } of judged.conditions)
      if (!holds) results.push({ machine, words: `Fails with the solution: ${says}`, wrong: true })
  if (judged.judged && judged.missing.length > 0)
    results.push({
      ...{ machine: null, wrong: true },
      words: `Not tried on ${judged.missing.map((name) => machineWords[name]).join(' and ')}: not available.`
    })
  const without = await judge.check(lab, item, before, on, signal)
  if (without.judged && without.passed)
    results.push({
      ...{ machine: null, wrong: true },
      words: 'Passes without the solution, too: it asks nothing of the learner'
    })
  else if (without.judged)
    for (const says of new Set(without.conditions.flatMap((one) => (one.holds ? [] : [one.says]))))
      results.push({ machine: null, words: `Without it: ${says}`, wrong: false })
  return results
}

/** Why something could not be judged, with the first of its program's errors. */
function problemOf({
  reason,
  diagnostics: [first]
}: {
  readonly reason: string
  readonly diagnostics: readonly { readonly file: string; readonly line: number; readonly message: string }[]
}): string {
  return first === undefined ? reason : `${reason} ${first.file}:${first.line}: ${first.message}`
}
