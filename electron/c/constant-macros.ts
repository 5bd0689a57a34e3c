import { win32Constants } from '../../shared/win32/constants'

/** Status codes that winnt.h itself defines, as DWORDs; all others come from ntstatus.h, as NTSTATUS. */
const dwordStatuses =
  /^STATUS_(WAIT_0|ABANDONED_WAIT_0|USER_APC|TIMEOUT|PENDING|SEGMENT_NOTIFICATION|FATAL_APP_EXIT|GUARD_PAGE_VIOLATION|DATATYPE_MISALIGNMENT|BREAKPOINT|SINGLE_STEP|LONGJUMP|UNWIND_CONSOLIDATE|ACCESS_VIOLATION|IN_PAGE_ERROR|INVALID_HANDLE|INVALID_PARAMETER|NO_MEMORY|ILLEGAL_INSTRUCTION|NONCONTINUABLE_EXCEPTION|INVALID_DISPOSITION|ARRAY_BOUNDS_EXCEEDED|FLOAT_\w+|INTEGER_DIVIDE_BY_ZERO|INTEGER_OVERFLOW|PRIVILEGED_INSTRUCTION|STACK_OVERFLOW|DLL_NOT_FOUND|ORDINAL_NOT_FOUND|ENTRYPOINT_NOT_FOUND|CONTROL_C_EXIT|DLL_INIT_FAILED|STACK_BUFFER_OVERRUN|HEAP_CORRUPTION)$/

/** The C text of a constant, typed as the SDK types it. */
export function constantText(name: string, value: number | bigint): string {
  if (typeof value === 'bigint') return value < 0n ? `(${value}LL)` : `0x${value.toString(16)}ULL`
  if (/^(ERROR_|NO_ERROR$|WAIT_)/.test(name) && value >= 0 && value < 0x80000000) return `${value}L`
  const hex = `0x${value.toString(16).toUpperCase().replace(/^-/, '')}`
  if (/^STATUS_/.test(name)) return dwordStatuses.test(name) ? `((DWORD)${hex}L)` : `((NTSTATUS)${hex}L)`
  if (/^EXCEPTION_(?!MAXIMUM|CONTINUE|EXECUTE|NONCONTINUABLE$)/.test(name))
    return value > 0xffff ? `((DWORD)${hex}L)` : `${value}`
  if (value < 0) return `(${value})`
  if (value > 0x7fffffff && value <= 0xffffffff) return `${hex}UL`
  return value > 0xffffffff ? `${hex}ULL` : hex
}

export { win32Constants }
