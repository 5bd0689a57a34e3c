// FACT: Each thread has its own value in a TLS slot and its own stack: a pointer stored in the slot leads to what its thread allocated.
// SOURCE: learn.microsoft.com, Using Thread Local Storage (example); Using Thread Local Storage in a Dynamic-Link Library
#include <windows.h>
#include <stdio.h>
#include "lab.h"

#define THREADCOUNT 4
DWORD dwTlsIndex;

static struct { DWORD value; BYTE *local, *low, *high; } seen[THREADCOUNT];

VOID ErrorExit (LPCSTR lpszMessage)
{
    fprintf(stderr, "%s\n", lpszMessage);
    ExitProcess(0);
}

static DWORD *mine(void)
{
    DWORD *lpvData = (DWORD *)TlsGetValue(dwTlsIndex);
    if ((lpvData == 0) && (GetLastError() != ERROR_SUCCESS))
        ErrorExit("TlsGetValue error");
    return lpvData;
}

VOID CommonFunc(int n)
{
    (*mine())++;
    if (n > 1) CommonFunc(n - 1);
}

DWORD WINAPI ThreadFunc(LPVOID param)
{
    int id = (int)(INT_PTR)param;
    LPVOID lpvData;
    ULONG_PTR low, high;

    // Initialize the TLS index for this thread.
    lpvData = (LPVOID) LocalAlloc(LPTR, 256);
    if (! TlsSetValue(dwTlsIndex, lpvData))
        ErrorExit("TlsSetValue error");
    *mine() = id * 100;
    CommonFunc(id + 1);
    Sleep(1);
    CommonFunc(1);

    GetCurrentThreadStackLimits(&low, &high);
    seen[id].value = *mine();
    seen[id].local = (BYTE *)&id;
    seen[id].low = (BYTE *)low;
    seen[id].high = (BYTE *)high;

    // Release the dynamic memory before the thread returns.
    lpvData = TlsGetValue(dwTlsIndex);
    if (lpvData != 0) LocalFree((HLOCAL) lpvData);
    return id;
}

int main(VOID)
{
    HANDLE hThread[THREADCOUNT];
    DWORD IDThread, dwCode, sum = 0;
    int i, apart = 0;

    // Allocate a TLS index.
    if ((dwTlsIndex = TlsAlloc()) == TLS_OUT_OF_INDEXES)
        ErrorExit("TlsAlloc failed");
    CHECK(TlsGetValue(dwTlsIndex) == NULL);

    for (i = 0; i < THREADCOUNT; i++)
    {
        hThread[i] = CreateThread(NULL, 0, (LPTHREAD_START_ROUTINE) ThreadFunc, (LPVOID)(INT_PTR)i, 0, &IDThread);
        if (hThread[i] == NULL)
            ErrorExit("CreateThread error\n");
    }
    for (i = 0; i < THREADCOUNT; i++)
        WaitForSingleObject(hThread[i], INFINITE);

    for (i = 0; i < THREADCOUNT; i++) {
        GetExitCodeThread(hThread[i], &dwCode);
        sum += dwCode;
        CloseHandle(hThread[i]);
        printf("thread %d: %lu, a local is %s its stack\n", i, seen[i].value,
               seen[i].local >= seen[i].low && seen[i].local < seen[i].high ? "within" : "outside of");
        for (int k = 0; k < i; k++)
            if (seen[k].value != seen[i].value) apart++;
    }
    CHECK_EQ(sum, 6);
    CHECK_EQ(apart, 6);
    CHECK_EQ(seen[3].value, 305);
    CHECK(TlsGetValue(dwTlsIndex) == NULL);
    CHECK(TlsFree(dwTlsIndex));
    return 0;
}
