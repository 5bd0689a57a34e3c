export { compile, functionsUsed, headersUsed } from './compile'
export { expressionMeaning, type ExpressionMeaning } from './expression-meaning'
export { Conditions, statementAt } from './conditions'
export { Execution } from './execution'
export { Inspector } from './inspector'
export type {
  ExecutedArgument,
  ExecutedCall,
  ExecutionEvents,
  LabWords,
  Pause,
  ProgramThreadState,
  RunLimits
} from './execution-contract'
export type { CompileResult, FunctionUse, Program } from './program'
export {
  structLayout,
  win32Signatures,
  type StructField,
  type StructLayout,
  type Win32Signature
} from './signatures'
