export { Comparison, type ComparedMachines, type WantedRows } from './machine-comparison'
export { regionText } from './region-rows'
export { runBoth, type ComparedProgram, type RunBoth } from './run-both'
export {
  compareFile,
  limitOfSeveral,
  whyNotCompared,
  type ComparedFile,
  type ComparedOn
} from './compare-file'
