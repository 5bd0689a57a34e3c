import type { WindowsProcess } from './windows-process'

/** How fast the machine is here, in microseconds each. */
export interface Measurements {
  readonly touch: number
  readonly fault: number
  readonly call: number
  readonly observedCall: number
  readonly regionWalk: number
  readonly regionCount: number
}

/** Times the operations that programs are made of. Needs a process whose program has been prepared. */
export function measure(machine: WindowsProcess): Measurements {
  const memory = Number(machine.call('VirtualAlloc', [0, 0x1000, 0x3000, 0x04]))
  const wasObserving = machine.observing
  machine.observing = false
  const figures = {
    touch: perRound(100_000, () => machine.load(memory, 4)),
    fault: perRound(1_000, () => machine.load(0x10, 4)),
    call: perRound(20_000, () => machine.call('GetCurrentProcessId', [])),
    observedCall: 0,
    regionWalk: perRound(20, () => machine.regions()),
    regionCount: machine.regions().length
  }
  machine.observing = true
  figures.observedCall = perRound(20, () => machine.call('GetCurrentProcessId', []))
  machine.observing = wasObserving
  machine.call('VirtualFree', [memory, 0, 0x8000])
  return figures
}

function perRound(rounds: number, operation: () => unknown): number {
  const start = performance.now()
  for (let i = 0; i < rounds; i++) operation()
  return ((performance.now() - start) * 1000) / rounds
}
