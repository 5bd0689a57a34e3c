export { createWindowsMachine } from './windows-machine'
export type {
  WindowsMachine,
  WindowsMachineDescription,
  WindowsMachineOptions,
  TargetRun
} from './windows-machine'
export type { Gone, Target, TargetReply } from './target-process'
