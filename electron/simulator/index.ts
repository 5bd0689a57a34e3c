export { Simulator, type SimulatorSnapshot } from './simulator'
export { SimulatedProcess } from './simulated-process'
export { PastMachine, peekIn, type PastMemory } from './past-machine'
export * from './observe'
