export { Simulator, type SimulatorSettings, type SimulatorSnapshot } from './simulator'
export { SimulatedProcess } from './simulated-process'
