import { lowOf, runRare, wordAt } from './vm-rare'
import { checkIndex } from './vm-checks'
import { Stop, type StopReason, type VmState } from './vm-state'
import { addressAt, canonicalSigned, canonicalUnsigned, put, wide } from './vm-words'

const firstUnsafe = 2 ** 53

/**
 * Runs instructions until something stops it, at most about `budget` of them. The labels are numbers, checked against
 * `Op` by a test: JavaScript engines make a jump table of literals only, and no bundler puts another file's constants
 * in place. What is hot stays on numbers; NaN in place of a 64-bit integer sends it to the slow ways.
 */
export function runLoop(vm: VmState, budget: number): StopReason {
  const code = vm.code.code
  const process = vm.process
  const data = vm.layout.data
  const w = vm.wide
  let s = vm.values
  let pc = vm.pc
  let sp = vm.sp
  let fp = vm.fp
  let left = budget
  // Where freed blocks lie: nowhere, until something is freed. Only calls change it.
  const { blocks } = vm.checks
  let freedFrom = blocks.low
  let freedTo = blocks.high
  const constantsFrom = data - vm.code.readOnlyData.length

  while (left-- > 0) {
    const at = pc
    switch (code[pc++]) {
      case 0 /* Halt */:
        save(vm, pc, sp, fp)
        return Stop.Ended
      case 1 /* Statement */:
      case 2 /* StatementMore */: {
        if (vm.watching) {
          const stop = vm.onStatement(code[pc]!, code[at] === 1 /* Statement */)
          if (stop !== null) {
            pc = at
            save(vm, pc, sp, fp)
            vm.left = left
            return stop
          }
        }
        pc++
        break
      }
      case 3 /* Push */:
        s[++sp] = code[pc++]!
        break
      case 4 /* PushConstant */:
        put(s, w, ++sp, vm.code.constants[code[pc++]!]!)
        break
      case 5 /* Pop */:
        sp--
        break
      case 6 /* Duplicate */:
        s[sp + 1] = s[sp]!
        if (s[sp] !== s[sp]) w[sp + 1] = w[sp]!
        sp++
        break
      case 8 /* FrameAddress */:
        s[++sp] = fp + code[pc++]!
        break
      case 9 /* DataAddress */:
        s[++sp] = data + code[pc++]!
        break
      case 10 /* AddImmediate */: {
        const sum = s[sp]! + code[pc++]!
        if (sum < firstUnsafe) s[sp] = sum
        else put(s, w, sp, canonicalUnsigned(BigInt(vm.get(sp)) + BigInt(code[pc - 1]!)))
        break
      }
      case 11 /* Jump */:
        pc = code[pc]!
        break
      case 12 /* JumpIfZero */:
        pc = s[sp--] === 0 ? code[pc]! : pc + 1
        break
      case 13 /* JumpIfNotZero */:
        pc = s[sp--] === 0 ? pc + 1 : code[pc]!
        break
      case 14 /* Call */:
      case 15 /* CallVariadic */: {
        const index = code[pc++]!
        let extra = 0
        if (code[at] !== 14 /* Call */) {
          extra = code[pc++]!
          vm.extraDoubles = code[pc++]!
        }
        save(vm, pc, sp, fp)
        if (!vm.enter(index, extra)) {
          vm.pc = pc
          return Stop.Died
        }
        s = vm.values
        pc = vm.pc
        sp = vm.sp
        fp = vm.fp
        break
      }
      case 16 /* CallSite */: {
        pc++
        save(vm, pc, sp, fp)
        if (!vm.onCallSite(code[pc - 1]!)) return Stop.Died
        freedFrom = blocks.low
        freedTo = blocks.high
        s = vm.values
        pc = vm.pc
        sp = vm.sp
        fp = vm.fp
        if (vm.stopRequest !== null) {
          const stop = vm.stopRequest
          vm.stopRequest = null
          vm.left = left
          return stop
        }
        break
      }
      case 17 /* Return */: {
        const value = s[sp]!
        const big = value === value ? 0n : w[sp]!
        vm.leave()
        pc = vm.pc
        sp = vm.sp + 1
        fp = vm.fp
        s[sp] = value
        if (value !== value) w[sp] = big
        if (vm.depth === 0) {
          vm.exitCode = value | 0
          save(vm, pc, sp, fp)
          return Stop.Ended
        }
        break
      }
      case 18 /* ReturnNothing */:
        vm.leave()
        pc = vm.pc
        sp = vm.sp
        fp = vm.fp
        if (vm.depth === 0) {
          vm.exitCode = 0
          return Stop.Ended
        }
        break
      case 21 /* AddS32 */:
        sp--
        s[sp] = (s[sp]! + s[sp + 1]!) | 0
        break
      case 22 /* SubS32 */:
        sp--
        s[sp] = (s[sp]! - s[sp + 1]!) | 0
        break
      case 23 /* MulS32 */:
        sp--
        s[sp] = Math.imul(s[sp]!, s[sp + 1]!)
        break
      case 24 /* DivS32 */:
      case 25 /* ModS32 */: {
        sp--
        const a = s[sp]!
        const b = s[sp + 1]!
        if (b === 0 || (b === -1 && a === -0x80000000)) {
          vm.raise(b === 0 ? 0xc0000094 : 0xc0000095)
          return died(vm, pc, sp, fp)
        }
        s[sp] = (code[at] === 24 /* DivS32 */ ? a / b : a % b) | 0
        break
      }
      case 26 /* AndS32 */:
        sp--
        s[sp] = s[sp]! & s[sp + 1]!
        break
      case 29 /* ShlS32 */:
        sp--
        s[sp] = s[sp]! << s[sp + 1]!
        break
      case 30 /* ShrS32 */:
        sp--
        s[sp] = s[sp]! >> s[sp + 1]!
        break
      case 31 /* AddU32 */:
        sp--
        s[sp] = (s[sp]! + s[sp + 1]!) >>> 0
        break
      case 32 /* SubU32 */:
        sp--
        s[sp] = (s[sp]! - s[sp + 1]!) >>> 0
        break
      case 33 /* MulU32 */:
        sp--
        s[sp] = Math.imul(s[sp]!, s[sp + 1]!) >>> 0
        break
      case 36 /* AndU32 */:
        sp--
        s[sp] = (s[sp]! & s[sp + 1]!) >>> 0
        break
      case 37 /* OrU32 */:
        sp--
        s[sp] = (s[sp]! | s[sp + 1]!) >>> 0
        break
      case 39 /* ShlU32 */:
        sp--
        s[sp] = (s[sp]! << s[sp + 1]!) >>> 0
        break
      case 40 /* ShrU32 */:
        sp--
        s[sp] = s[sp]! >>> s[sp + 1]!
        break
      case 41 /* AddS64 */: {
        sp--
        const sum = s[sp]! + s[sp + 1]!
        if (sum < firstUnsafe && sum > -firstUnsafe) s[sp] = sum
        else put(s, w, sp, wide('Add', true, vm.get(sp), vm.get(sp + 1))!)
        break
      }
      case 51 /* AddU64 */: {
        sp--
        const sum = s[sp]! + s[sp + 1]!
        if (sum < firstUnsafe) s[sp] = sum
        else put(s, w, sp, wide('Add', false, vm.get(sp), vm.get(sp + 1))!)
        break
      }
      case 52 /* SubU64 */: {
        sp--
        const difference = s[sp]! - s[sp + 1]!
        if (difference >= 0) s[sp] = difference
        else put(s, w, sp, wide('Sub', false, vm.get(sp), vm.get(sp + 1))!)
        break
      }
      case 61 /* AddF */:
        sp--
        s[sp] = s[sp]! + s[sp + 1]!
        break
      case 63 /* MulF */:
        sp--
        s[sp] = s[sp]! * s[sp + 1]!
        break
      case 65 /* Eq */:
        sp--
        s[sp] = s[sp] === s[sp + 1] ? 1 : 0
        break
      case 66 /* Ne */:
        sp--
        s[sp] = s[sp] === s[sp + 1] ? 0 : 1
        break
      case 67 /* Lt */:
        sp--
        s[sp] = s[sp]! < s[sp + 1]! ? 1 : 0
        break
      case 68 /* Gt */:
        sp--
        s[sp] = s[sp]! > s[sp + 1]! ? 1 : 0
        break
      case 69 /* Le */:
        sp--
        s[sp] = s[sp]! <= s[sp + 1]! ? 1 : 0
        break
      case 70 /* Ge */:
        sp--
        s[sp] = s[sp]! >= s[sp + 1]! ? 1 : 0
        break
      case 71 /* Eq64 */: {
        sp--
        const a = s[sp]!
        s[sp] = a === s[sp + 1] || (a !== a && s[sp + 1] !== s[sp + 1] && w[sp] === w[sp + 1]) ? 1 : 0
        break
      }
      case 72 /* Ne64 */: {
        sp--
        const a = s[sp]!
        s[sp] = a === s[sp + 1] || (a !== a && s[sp + 1] !== s[sp + 1] && w[sp] === w[sp + 1]) ? 0 : 1
        break
      }
      case 73 /* Lt64 */:
        sp--
        s[sp] = (
          s[sp] === s[sp] && s[sp + 1] === s[sp + 1] ? s[sp]! < s[sp + 1]! : vm.get(sp) < vm.get(sp + 1)
        )
          ? 1
          : 0
        break
      case 74 /* Gt64 */:
        sp--
        s[sp] = (
          s[sp] === s[sp] && s[sp + 1] === s[sp + 1] ? s[sp]! > s[sp + 1]! : vm.get(sp) > vm.get(sp + 1)
        )
          ? 1
          : 0
        break
      case 75 /* Le64 */:
        sp--
        s[sp] = (
          s[sp] === s[sp] && s[sp + 1] === s[sp + 1] ? s[sp]! <= s[sp + 1]! : vm.get(sp) <= vm.get(sp + 1)
        )
          ? 1
          : 0
        break
      case 76 /* Ge64 */:
        sp--
        s[sp] = (
          s[sp] === s[sp] && s[sp + 1] === s[sp + 1] ? s[sp]! >= s[sp + 1]! : vm.get(sp) >= vm.get(sp + 1)
        )
          ? 1
          : 0
        break
      case 77 /* Not */:
        s[sp] = s[sp] === 0 ? 1 : 0
        break
      case 87 /* ToI8 */:
        s[sp] = (lowOf(vm, sp) << 24) >> 24
        break
      case 88 /* ToU8 */:
        s[sp] = lowOf(vm, sp) & 0xff
        break
      case 89 /* ToI16 */:
        s[sp] = (lowOf(vm, sp) << 16) >> 16
        break
      case 90 /* ToU16 */:
        s[sp] = lowOf(vm, sp) & 0xffff
        break
      case 91 /* ToI32 */:
        s[sp] = lowOf(vm, sp)
        break
      case 92 /* ToU32 */:
        s[sp] = lowOf(vm, sp) >>> 0
        break
      case 93 /* ToI64 */:
        if (s[sp] !== s[sp]) put(s, w, sp, canonicalSigned(w[sp]!))
        break
      case 94 /* ToU64 */: {
        const value = s[sp]!
        if (value < 0 || value !== value) put(s, w, sp, canonicalUnsigned(BigInt(vm.get(sp))))
        break
      }
      case 99 /* LoadI8 */: {
        if (s[sp]! >= freedFrom && s[sp]! < freedTo) vm.checks.touched(s[sp]!, at, false)
        const value = process.load(addressAt(s, w, sp), 1)
        if (value === undefined) return failed(vm, pc, sp, fp)
        s[sp] = ((value as number) << 24) >> 24
        break
      }
      case 100 /* LoadU8 */: {
        if (s[sp]! >= freedFrom && s[sp]! < freedTo) vm.checks.touched(s[sp]!, at, false)
        const value = process.load(addressAt(s, w, sp), 1)
        if (value === undefined) return failed(vm, pc, sp, fp)
        s[sp] = value as number
        break
      }
      case 103 /* LoadI32 */: {
        if (s[sp]! >= freedFrom && s[sp]! < freedTo) vm.checks.touched(s[sp]!, at, false)
        const value = process.load(addressAt(s, w, sp), 4)
        if (value === undefined) return failed(vm, pc, sp, fp)
        s[sp] = (value as number) | 0
        break
      }
      case 104 /* LoadU32 */: {
        if (s[sp]! >= freedFrom && s[sp]! < freedTo) vm.checks.touched(s[sp]!, at, false)
        const value = process.load(addressAt(s, w, sp), 4)
        if (value === undefined) return failed(vm, pc, sp, fp)
        s[sp] = value as number
        break
      }
      case 105 /* LoadI64 */: {
        if (s[sp]! >= freedFrom && s[sp]! < freedTo) vm.checks.touched(s[sp]!, at, false)
        const value = process.load(addressAt(s, w, sp), 8)
        if (value === undefined) return failed(vm, pc, sp, fp)
        put(s, w, sp, typeof value === 'number' ? value : canonicalSigned(value))
        break
      }
      case 106 /* LoadU64 */: {
        if (s[sp]! >= freedFrom && s[sp]! < freedTo) vm.checks.touched(s[sp]!, at, false)
        const value = process.load(addressAt(s, w, sp), 8)
        if (value === undefined) return failed(vm, pc, sp, fp)
        put(s, w, sp, value)
        break
      }
      case 109 /* LocalI32 */: {
        const value = process.load(fp + code[pc++]!, 4)
        if (value === undefined) return failed(vm, pc, sp, fp)
        s[++sp] = (value as number) | 0
        break
      }
      case 110 /* LocalU32 */: {
        const value = process.load(fp + code[pc++]!, 4)
        if (value === undefined) return failed(vm, pc, sp, fp)
        s[++sp] = value as number
        break
      }
      case 111 /* LocalI64 */: {
        const value = process.load(fp + code[pc++]!, 8)
        if (value === undefined) return failed(vm, pc, sp, fp)
        put(s, w, ++sp, typeof value === 'number' ? value : canonicalSigned(value))
        break
      }
      case 112 /* LocalU64 */: {
        const value = process.load(fp + code[pc++]!, 8)
        if (value === undefined) return failed(vm, pc, sp, fp)
        put(s, w, ++sp, value)
        break
      }
      case 113 /* Store1 */:
      case 114 /* Store2 */:
      case 115 /* Store4 */: {
        const size = code[at] === 113 /* Store1 */ ? 1 : code[at] === 114 /* Store2 */ ? 2 : 4
        const value = s[sp]!
        const to = s[sp - 1]!
        if (to >= freedFrom && to < freedTo) vm.checks.touched(to, at, true)
        if (to < data && to >= constantsFrom) vm.checks.stored(to, at)
        if (
          !process.store(
            addressAt(s, w, sp - 1),
            size,
            size === 4 ? value >>> 0 : value & (size === 1 ? 0xff : 0xffff)
          )
        )
          return failed(vm, pc, sp, fp)
        sp -= 2
        if (code[pc++] !== 0) s[++sp] = value
        break
      }
      case 116 /* Store8 */: {
        if (s[sp - 1]! >= freedFrom && s[sp - 1]! < freedTo) vm.checks.touched(s[sp - 1]!, at, true)
        const value = s[sp]!
        const word = value >= 0 ? value : wordAt(vm, sp)
        if (!process.store(addressAt(s, w, sp - 1), 8, word)) return failed(vm, pc, sp, fp)
        sp -= 2
        if (code[pc++] !== 0) {
          s[++sp] = value
          if (value !== value) w[sp] = w[sp + 1]!
        }
        break
      }
      case 119 /* StoreLocal4 */: {
        const value = s[sp]!
        if (!process.store(fp + code[pc]!, 4, value >>> 0)) return failed(vm, pc, sp, fp)
        if (code[pc + 1] === 0) sp--
        pc += 2
        break
      }
      case 120 /* StoreLocal8 */: {
        const value = s[sp]!
        if (!process.store(fp + code[pc]!, 8, value >= 0 ? value : wordAt(vm, sp)))
          return failed(vm, pc, sp, fp)
        if (code[pc + 1] === 0) sp--
        pc += 2
        break
      }
      case 121 /* BumpS32 */:
      case 122 /* BumpU32 */: {
        const address = fp + code[pc]!
        const value = process.load(address, 4)
        if (value === undefined) return failed(vm, pc, sp, fp)
        if (!process.store(address, 4, ((value as number) + code[pc + 1]!) >>> 0))
          return failed(vm, pc, sp, fp)
        pc += 2
        break
      }
      case 127 /* Offset */: {
        const scale = code[pc++]!
        sp--
        const sum = s[sp]! + s[sp + 1]! * scale
        if (sum >= 0 && sum < firstUnsafe) s[sp] = sum
        else put(s, w, sp, canonicalUnsigned(BigInt(vm.get(sp)) + BigInt(vm.get(sp + 1)) * BigInt(scale)))
        break
      }
      case 131 /* OffsetChecked */: {
        const scale = code[pc]!
        const index = s[sp]!
        if (!(index >= 0 && index + code[pc + 2]! < code[pc + 1]!)) {
          save(vm, pc, sp, fp)
          checkIndex(vm, index, pc + 1)
        }
        sp--
        const sum = s[sp]! + index * scale
        if (sum >= 0 && sum < firstUnsafe) s[sp] = sum
        else put(s, w, sp, canonicalUnsigned(BigInt(vm.get(sp)) + BigInt(vm.get(sp + 1)) * BigInt(scale)))
        pc += 5
        break
      }
      default:
        save(vm, pc, sp, fp)
        if (!runRare(vm, code[at]!)) return Stop.Died
        pc = vm.pc
        sp = vm.sp
        fp = vm.fp
        break
    }
  }
  save(vm, pc, sp, fp)
  return Stop.Slice
}

/** The loop's registers are plain locals, never captured: a closure over them would move them to the heap. */
function save(vm: VmState, pc: number, sp: number, fp: number): void {
  vm.pc = pc
  vm.sp = sp
  vm.fp = fp
}

/** The exception's instruction is the one before `pc`: its line and text are found by that. */
function died(vm: VmState, pc: number, sp: number, fp: number): StopReason {
  save(vm, pc, sp, fp)
  return Stop.Died
}

function failed(vm: VmState, pc: number, sp: number, fp: number): StopReason {
  vm.raised()
  return died(vm, pc, sp, fp)
}
