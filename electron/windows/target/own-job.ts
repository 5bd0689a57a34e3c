import { currentProcess, type System } from './system'

/** JobObjectExtendedLimitInformation, sizeof(JOBOBJECT_EXTENDED_LIMIT_INFORMATION) and where LimitFlags stands in it. */
const extendedLimitInformation = 9
const extendedLimitSize = 144
const limitFlags = 16
const killOnJobClose = 0x2000

/** What of the system a job needs. */
export type JobFunctions = Pick<
  System,
  'createJobObject' | 'setInformationJobObject' | 'assignProcessToJobObject'
>

/**
 * Puts this process into a job of its own that ends all its processes when its last handle is closed. This process holds
 * the only one, so whatever it starts ends with it, however it ends. False where Windows refuses: then only what the host
 * knows of is ended.
 *
 * The process itself ends with its host: its standard input does, and on Windows libuv puts what node starts into such a
 * job, from which grandchildren are free (libuv, src/win/process.c, uv__init_global_job_handle).
 */
export function endWithChildren(system: JobFunctions): boolean {
  const job = system.createJobObject(0, 0)
  if (job === 0) return false
  const limits = new Uint8Array(extendedLimitSize)
  new DataView(limits.buffer).setUint32(limitFlags, killOnJobClose, true)
  if (system.setInformationJobObject(job, extendedLimitInformation, limits, limits.length) === 0) return false
  return system.assignProcessToJobObject(job, currentProcess) !== 0
}
