import { pointer } from './process-bytes'
import { raised, type LibraryFunction } from './library-call'
import { wordOfDouble } from '../vm-words'

const of =
  (compute: (x: number, y: number) => number, single = false): LibraryFunction =>
  (c) => {
    const result = compute(Number(c.args[0]), Number(c.args[1] ?? 0))
    return single ? Math.fround(result) : result
  }

/** Half away from zero, as C's round has it. */
const round = (x: number): number => (x < 0 ? -Math.floor(-x + 0.5) : Math.floor(x + 0.5))
/** Half to even: the rounding mode that programs begin with. */
const rint = (x: number): number => {
  const low = Math.floor(x)
  if (x - low !== 0.5) return Math.round(x)
  return low % 2 === 0 ? low : low + 1
}

const functions: Readonly<Record<string, (x: number, y: number) => number>> = {
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  pow: Math.pow,
  hypot: Math.hypot,
  fabs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  round,
  rint,
  nearbyint: rint,
  fmod: (x, y) => x % y,
  fmax: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.max(x, y)),
  fmin: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.min(x, y)),
  copysign: (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x)),
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  exp: Math.exp,
  exp2: (x) => 2 ** x,
  expm1: Math.expm1,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  atan2: Math.atan2,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  ldexp: (x, y) => x * 2 ** y
}

/** math.h: each function of double, and with an f of float. */
export const mathFunctions: Readonly<Record<string, LibraryFunction>> = {
  ...Object.fromEntries(
    Object.entries(functions).flatMap(([name, compute]) => [
      [name, of(compute)],
      [`${name}f`, of(compute, true)]
    ])
  ),
  lround: of((x) => round(x) | 0),
  llround: of(round),
  modf: (c) => {
    const x = Number(c.args[0])
    const whole = Math.trunc(x)
    return c.process.store(pointer(c.args[1]!), 8, wordOfDouble(whole)) ? x - whole : raised(c)
  },
  frexp: (c) => {
    const x = Number(c.args[0])
    let exponent = x === 0 || !Number.isFinite(x) ? 0 : Math.floor(Math.log2(Math.abs(x))) + 1
    if (Math.abs(x) / 2 ** exponent >= 1) exponent++
    return c.process.store(pointer(c.args[1]!), 4, exponent >>> 0) ? x / 2 ** exponent : raised(c)
  }
}
