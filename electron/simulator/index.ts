export { Simulator, type SimulatorSnapshot } from './simulator'
export { SimulatedProcess } from './simulated-process'
