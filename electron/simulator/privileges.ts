import { namedConstants as k } from '../../shared/win32/constants'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { ProcessState } from './process-state'

/** Every privilege there is; its number is its place, from 2. Microsoft, Privilege Constants; wdm.h, SE_CREATE_TOKEN_PRIVILEGE. */
const names = [
  'SeCreateTokenPrivilege',
  'SeAssignPrimaryTokenPrivilege',
  'SeLockMemoryPrivilege',
  'SeIncreaseQuotaPrivilege',
  'SeMachineAccountPrivilege',
  'SeTcbPrivilege',
  'SeSecurityPrivilege',
  'SeTakeOwnershipPrivilege',
  'SeLoadDriverPrivilege',
  'SeSystemProfilePrivilege',
  'SeSystemtimePrivilege',
  'SeProfileSingleProcessPrivilege',
  'SeIncreaseBasePriorityPrivilege',
  'SeCreatePagefilePrivilege',
  'SeCreatePermanentPrivilege',
  'SeBackupPrivilege',
  'SeRestorePrivilege',
  'SeShutdownPrivilege',
  'SeDebugPrivilege',
  'SeAuditPrivilege',
  'SeSystemEnvironmentPrivilege',
  'SeChangeNotifyPrivilege',
  'SeRemoteShutdownPrivilege',
  'SeUndockPrivilege',
  'SeSyncAgentPrivilege',
  'SeEnableDelegationPrivilege',
  'SeManageVolumePrivilege',
  'SeImpersonatePrivilege',
  'SeCreateGlobalPrivilege',
  'SeTrustedCredManAccessPrivilege',
  'SeRelabelPrivilege',
  'SeIncreaseWorkingSetPrivilege',
  'SeTimeZonePrivilege',
  'SeCreateSymbolicLinkPrivilege',
  'SeDelegateSessionUserImpersonatePrivilege'
] as const

/** The number of a privilege, whatever the case of its name; null where there is none. */
export function privilegeNumber(name: string): number | null {
  const index = names.findIndex((known) => known.toLowerCase() === name.toLowerCase())
  return index < 0 ? null : index + 2
}

const LOCK_MEMORY = privilegeNumber('SeLockMemoryPrivilege')!
/** What a standard user holds; all but the second are disabled. Microsoft, How User Account Control works. */
const standard = [
  'SeShutdownPrivilege',
  'SeChangeNotifyPrivilege',
  'SeUndockPrivilege',
  'SeIncreaseWorkingSetPrivilege',
  'SeTimeZonePrivilege'
]

/** What a token holds: attributes by number. */
export type Privileges = ReadonlyMap<number, number>

/** The privileges of a new process. One that was assigned to the account is held, and disabled until it is enabled. */
export function firstPrivileges(settings: MachineSettings): Privileges {
  const held = [...(settings.largePagePrivilege ? ['SeLockMemoryPrivilege'] : []), ...standard]
  return new Map(
    held.map((name) => [
      privilegeNumber(name)!,
      name === 'SeChangeNotifyPrivilege' ? k.SE_PRIVILEGE_ENABLED | k.SE_PRIVILEGE_ENABLED_BY_DEFAULT : 0
    ])
  )
}

/** Why a process may not lock pages in memory, as large pages are; null when it may. Large-Page Support, step 1. */
export function whyNoLargePages(
  { privileges }: Pick<ProcessState, 'privileges'>,
  what: string
): string | null {
  const held = privileges.get(LOCK_MEMORY)
  if (held === undefined)
    return `${what} needs the privilege "Lock pages in memory", which is off by default.`
  if (held & k.SE_PRIVILEGE_ENABLED) return null
  return `${what} needs the privilege "Lock pages in memory", which the process holds but has not enabled; AdjustTokenPrivileges does.`
}
