import type { FunctionFamily } from './function-entry'

const order = 'Compares two texts by the rules of the language, not byte by byte.'

/** Bytes and text: winbase.h, winuser.h and winnt.h. */
export const text: FunctionFamily = {
  title: 'Bytes and text',
  header: 'winbase.h',
  dll: 'kernel32.dll',
  functions: {
    RtlSecureZeroMemory: {
      says: 'Fills bytes with zero in a way that no compiler leaves out.',
      fails: 'never',
      header: 'winnt.h',
      dll: null,
      page: '/previous-versions/windows/desktop/legacy/aa366877(v=vs.85)'
    },
    RtlCompareMemory: {
      says: 'Answers how many bytes are equal until the first difference.',
      fails: 'never',
      header: 'winnt.h',
      dll: 'ntdll.dll',
      page: '/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcomparememory'
    },
    lstrlenA: { says: 'Answers how many characters a text has; 0 for a bad pointer.', fails: 'never' },
    lstrlenW: { says: 'Answers how many characters a text has; 0 for a bad pointer.', fails: 'never' },
    lstrcpyA: {
      says: 'Copies a text with its terminator, without regard to the room there is.',
      writes: ['lpString1']
    },
    lstrcpyW: {
      says: 'Copies a text with its terminator, without regard to the room there is.',
      writes: ['lpString1']
    },
    lstrcatA: {
      says: 'Appends a text to another, without regard to the room there is.',
      writes: ['lpString1']
    },
    lstrcatW: {
      says: 'Appends a text to another, without regard to the room there is.',
      writes: ['lpString1']
    },
    lstrcmpA: { says: order, fails: 'never' },
    lstrcmpW: { says: order, fails: 'never' },
    lstrcmpiA: { says: 'Compares two texts without regard to upper and lower case.', fails: 'never' },
    lstrcmpiW: { says: 'Compares two texts without regard to upper and lower case.', fails: 'never' },
    wsprintfA: {
      says: 'Formats into a buffer of at most 1,024 characters.',
      fails: 'never',
      header: 'winuser.h',
      dll: 'user32.dll',
      writes: ['unnamedParam1']
    },
    wsprintfW: {
      says: 'Formats into a buffer of at most 1,024 characters.',
      fails: 'never',
      header: 'winuser.h',
      dll: 'user32.dll',
      writes: ['unnamedParam1']
    },
    wvsprintfA: {
      says: 'Formats a list of arguments into a buffer of at most 1,024 characters.',
      fails: 'never',
      header: 'winuser.h',
      dll: 'user32.dll',
      writes: ['unnamedParam1']
    },
    wvsprintfW: {
      says: 'Formats a list of arguments into a buffer of at most 1,024 characters.',
      fails: 'never',
      header: 'winuser.h',
      dll: 'user32.dll',
      writes: ['unnamedParam1']
    },
    WriteConsoleA: {
      says: 'Writes text to a console.',
      header: 'consoleapi.h',
      writes: ['lpNumberOfCharsWritten'],
      page: '/windows/console/writeconsole'
    }
  }
}
