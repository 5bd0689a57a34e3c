export { createWindowsMachine } from './windows-machine'
export type { WindowsMachine, WindowsMachineDescription, WindowsMachineOptions } from './windows-machine'
export type { Gone, Target, TargetReply } from './target-process'
