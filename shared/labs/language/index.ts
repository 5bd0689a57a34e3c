export { checkTypes, momentProblem, type TypeContext } from './check-types'
export {
  evaluate,
  evaluationOn,
  neverThere,
  valueOf,
  type Evaluation,
  type LabStates,
  type LabValue
} from './evaluate'
export * from './lab-state'
export { parseExpression, parseMoment } from './parse'
export type { CMeaning, ProgramScope } from './program-scope'
export { unitBytesOf } from './reference'
export { untoldByWindows } from './simulator-only'
export type { MomentWish, Syntax } from './syntax'
export type { ExpressionProblem, Span } from './tokens'
export { allParts, observes, type Typed } from './typed'
export { aType, typeName, types, type LabType } from './types'
export { judge, type Verdict } from './verdict'
export { expressionWords, momentWords, sizeWords, valueWords } from './words'
