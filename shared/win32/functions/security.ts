import type { FunctionFamily } from './function-entry'

const lookUp = 'Answers the number that a privilege has on this computer, by its name.'

/** What a process may do beyond its user's rights: securitybaseapi.h. */
export const security: FunctionFamily = {
  title: 'Privileges',
  header: 'securitybaseapi.h',
  dll: 'advapi32.dll',
  functions: {
    OpenProcessToken: {
      says: 'Opens the access token of a process, which holds its privileges.',
      header: 'processthreadsapi.h',
      flags: { DesiredAccess: 'tokenAccess' },
      writes: ['TokenHandle']
    },
    LookupPrivilegeValueA: { says: lookUp, header: 'winbase.h', writes: ['lpLuid'] },
    LookupPrivilegeValueW: { says: lookUp, header: 'winbase.h', writes: ['lpLuid'] },
    AdjustTokenPrivileges: {
      says: 'Enables or disables privileges that a token holds; answers TRUE even when it holds none of them.',
      writes: ['PreviousState', 'ReturnLength']
    },
    GetTokenInformation: {
      says: 'Answers what a token holds, such as its privileges.',
      writes: ['TokenInformation', 'ReturnLength'],
      limits: 'Only TokenPrivileges is known.'
    }
  }
}
