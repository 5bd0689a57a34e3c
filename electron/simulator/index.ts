export { Simulator, type SimulatorSnapshot } from './simulator'
export { SimulatedProcess } from './simulated-process'
export { PastMachine, peekIn } from './past-machine'
