export { compile, functionsUsed, headersUsed } from './compile'
export { Execution } from './execution'
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
