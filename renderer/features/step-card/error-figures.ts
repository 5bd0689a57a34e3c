import { constantsIn, figureOf, type FigureId } from '../../../shared/figures'
import type { ErrorFigureId } from '../../../shared/figures/steps'

/** What explains an error: its own entry, else what the last error is. */
export function errorFigure(name: string): ErrorFigureId | 'last-error' {
  return isError(name) ? name : 'last-error'
}
const isError = (name: string): name is ErrorFigureId =>
  name.startsWith('ERROR_') && figureOf(name) !== undefined

/** What explains a value of a call: the first constant it is made of, or what an address is. */
export function valueFigure(text: string): FigureId | undefined {
  return constantsIn(text)[0] ?? (/^0x[0-9a-f]{5,}\b/i.test(text) ? 'virtual-address' : undefined)
}

/** By code, as Microsoft's GetExceptionCode lists them; the guard's exception is explained with the guard. */
const exceptions: Readonly<Record<number, FigureId>> = {
  0xc0000005: 'access-violation',
  0x80000001: 'page-guard',
  0xc00000fd: 'stack-overflow',
  0xc0000006: 'in-page-error'
}

/** What explains an exception: its own entry, else what exceptions are. */
export function exceptionFigure(code: number): FigureId {
  return exceptions[code >>> 0] ?? 'exception'
}
