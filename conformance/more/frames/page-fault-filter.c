// FACT: A filter that commits the page that a fault names and answers EXCEPTION_CONTINUE_EXECUTION lets the loop go on where it stood.
// SOURCE: learn.microsoft.com, Reserving and Committing Memory (example); the output is what the page describes
#include <windows.h>
#include <tchar.h>
#include <stdio.h>
#include <stdlib.h>
#define PAGELIMIT 5
LPTSTR lpNxtPage; DWORD dwPages = 0; DWORD dwPageSize;
INT PageFaultExceptionFilter(DWORD dwCode)
{
    LPVOID lpvResult;
    if (dwCode != EXCEPTION_ACCESS_VIOLATION) { _tprintf(TEXT("Exception code = %d.\n"), dwCode); return EXCEPTION_EXECUTE_HANDLER; }
    _tprintf(TEXT("Exception is a page fault.\n"));
    if (dwPages >= PAGELIMIT) { _tprintf(TEXT("Exception: out of pages.\n")); return EXCEPTION_EXECUTE_HANDLER; }
    lpvResult = VirtualAlloc((LPVOID) lpNxtPage, dwPageSize, MEM_COMMIT, PAGE_READWRITE);
    if (lpvResult == NULL) { _tprintf(TEXT("VirtualAlloc failed.\n")); return EXCEPTION_EXECUTE_HANDLER; }
    else _tprintf(TEXT("Allocating another page.\n"));
    dwPages++;
    lpNxtPage = (LPTSTR) ((PCHAR) lpNxtPage + dwPageSize);
    return EXCEPTION_CONTINUE_EXECUTION;
}
VOID ErrorExit(LPTSTR lpMsg) { _tprintf (TEXT("Error! %s with error code of %ld.\n"), lpMsg, GetLastError ()); exit (0); }
int _tmain(VOID)
{
    LPVOID lpvBase; LPTSTR lpPtr; BOOL bSuccess; DWORD i; SYSTEM_INFO sSysInfo;
    GetSystemInfo(&sSysInfo);
    _tprintf (TEXT("This computer has page size %d.\n"), sSysInfo.dwPageSize);
    dwPageSize = sSysInfo.dwPageSize;
    lpvBase = VirtualAlloc(NULL, (PAGELIMIT+1)*dwPageSize, MEM_RESERVE, PAGE_NOACCESS);
    if (lpvBase == NULL ) ErrorExit(TEXT("VirtualAlloc reserve failed."));
    lpPtr = lpNxtPage = (LPTSTR) lpvBase;
    for (i=0; i < (PAGELIMIT+1)*dwPageSize; i++)
    {
        __try { lpPtr[i] = 'a'; }
        __except ( PageFaultExceptionFilter( GetExceptionCode() ) )
        {
            _tprintf (TEXT("Exiting process.\n"));
            bSuccess = VirtualFree(lpvBase, 0, MEM_RELEASE);
            _tprintf (TEXT("Release %s.\n"), bSuccess ? TEXT("succeeded") : TEXT("failed") );
            return (int)i;
        }
    }
    return 0;
}
