import { Op } from './opcodes'
import type { VmState } from './vm-state'

/** The instructions that find undefined behaviour, apart from the loop. Like `runRare`, they work on the saved state. */
export function runCheck(vm: VmState, op: number): void {
  const { checks } = vm
  const code = vm.code.code
  switch (op) {
    case Op.MarkUnset:
      checks.unset.add(vm.fp + code[vm.pc++]!)
      return
    case Op.MarkSet:
      checks.unset.delete(vm.fp + code[vm.pc++]!)
      return
    case Op.CheckSet:
      if (checks.unset.size > 0) checks.read(vm.fp + code[vm.pc]!, code[vm.pc + 1]!)
      vm.pc += 2
      return
    case Op.CheckShift: {
      const count = vm.get(vm.sp)
      const bits = code[vm.pc]!
      if (!(count >= 0 && count < bits)) checks.shift(count, bits, code[vm.pc + 1]!)
      vm.pc += 2
      return
    }
    case Op.CheckResult:
      checks.usesMissingValue(code[vm.pc++]!)
      return
    case Op.ResultMissing:
      checks.valueMissing = true
      return
    case Op.ResultGiven:
      checks.valueMissing = false
      return
    default:
      throw new Error(`There is no instruction ${op}`)
  }
}

/** Looks at an index that is not in its array's range; `operands` are those of OffsetChecked behind the scale. */
export function checkIndex(vm: VmState, index: number, at: number): void {
  const code = vm.code.code
  const count = code[at]!
  const value = index === index ? index : vm.get(vm.sp)
  const element = typeof value === 'number' ? value + code[at + 1]! : value
  if (element >= 0 && element < count + code[at + 2]!) return
  vm.checks.outOfBounds(value, count - code[at + 1]!, code[at + 3]!)
}
