export { Simulator, type SimulatorSnapshot } from './simulator'
export { SimulatedProcess } from './simulated-process'
export * from './observe'
