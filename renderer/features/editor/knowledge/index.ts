import { Prec, type Extension } from '@codemirror/state'
import { blankedField } from './blanked-field'
import { completion } from './complete'
import { knowledgeHover } from './hover'
import { knowledgeTheme } from './knowledge-theme'
import { signatureHelp } from './signature-help'

/** What the editor knows of C on Windows: completion, help while arguments are typed, cards on words. */
export const windowsKnowledge: Extension = [
  blankedField,
  completion,
  signatureHelp,
  knowledgeHover,
  Prec.high(knowledgeTheme)
]
