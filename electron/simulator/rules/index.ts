import type { Rule } from '../../../shared/contract/rule'
import { allocationRules } from './allocation-rules'
import { faultRules } from './fault-rules'
import { fileRules } from './file-rules'
import { handleRules } from './handle-rules'
import { heapRules } from './heap-rules'
import { moduleRules } from './module-rules'
import { placeholderRules } from './placeholder-rules'
import { pointerRules } from './pointer-rules'
import { privilegeRules } from './privilege-rules'
import { protectionRules } from './protection-rules'
import type { RuleTable } from './rule-table'
import { sectionRules } from './section-rules'
import { pageOf } from './source-pages'
import { threadRules } from './thread-rules'
import { viewRules } from './view-rules'
import { waitingRules } from './waiting-rules'
import { workingSetRules } from './working-set-rules'

const table = {
  ...allocationRules,
  ...placeholderRules,
  ...protectionRules,
  ...faultRules,
  ...workingSetRules,
  ...pointerRules,
  ...sectionRules,
  ...viewRules,
  ...fileRules,
  ...handleRules,
  ...heapRules,
  ...moduleRules,
  ...threadRules,
  ...waitingRules,
  ...privilegeRules
}

/** The name of a rule; it states the rule. */
export type RuleId = keyof typeof table

/** The families of the table, for those who walk it. */
export const ruleFamilies: readonly RuleTable[] = [
  allocationRules,
  placeholderRules,
  protectionRules,
  faultRules,
  workingSetRules,
  pointerRules,
  sectionRules,
  viewRules,
  fileRules,
  handleRules,
  heapRules,
  moduleRules,
  threadRules,
  waitingRules,
  privilegeRules
]

const rules = new Map<RuleId, Rule>()

/** A rule as it goes to the window: with where it stands, and the page to read where there is one. */
export function ruleOf(id: RuleId): Rule {
  let rule = rules.get(id)
  if (rule === undefined) {
    const { source } = table[id]
    rule = { id, source, url: pageOf(source) }
    rules.set(id, rule)
  }
  return rule
}
