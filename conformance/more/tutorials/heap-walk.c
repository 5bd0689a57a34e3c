// FACT: A private heap is a range of its own: HeapWalk lists its busy blocks with their sizes, HeapValidate finds it sound, and HeapDestroy takes all of it away at once.
// SOURCE: learn.microsoft.com, Enumerating a Heap (example with HeapWalk), HeapCreate; Windows via C/C++, chapter 18 (Heaps)
#include <windows.h>
#include <tchar.h>
#include <stdio.h>
#include <intsafe.h>
#include "lab.h"

typedef struct _EMPLOYEE {
    struct _EMPLOYEE *pNext;
    TCHAR szName[20];
    union { DWORD dwSalary; DOUBLE dRate; } pay;
    unsigned fHourly : 1;
    unsigned nYears : 7;
} EMPLOYEE, *PEMPLOYEE;

static HANDLE g_hHeap;

static PEMPLOYEE Hire(PEMPLOYEE pHead, LPCTSTR pszName, BOOL fHourly, double dPay, unsigned nYears)
{
    PEMPLOYEE p = (PEMPLOYEE)HeapAlloc(g_hHeap, HEAP_ZERO_MEMORY, sizeof(EMPLOYEE));
    if (p == NULL) return pHead;
    _tcsncpy(p->szName, pszName, ARRAYSIZE(p->szName) - 1);
    p->fHourly = fHourly;
    p->nYears = nYears;
    if (fHourly) p->pay.dRate = dPay;
    else p->pay.dwSalary = (DWORD)dPay;
    p->pNext = pHead;
    return p;
}

static int CountBlocks(HANDLE hHeap, SIZE_T *pcbTotal)
{
    PROCESS_HEAP_ENTRY Entry;
    DWORD LastError;
    int nBusy = 0;

    *pcbTotal = 0;
    if (HeapLock(hHeap) == FALSE) {
        _tprintf(TEXT("Failed to lock heap with LastError %lu.\n"), GetLastError());
        return -1;
    }
    Entry.lpData = NULL;
    while (HeapWalk(hHeap, &Entry) != FALSE) {
        if ((Entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) != 0) {
            nBusy++;
            *pcbTotal += Entry.cbData;
            if (Entry.cbData == sizeof(EMPLOYEE)) {
                PEMPLOYEE p = (PEMPLOYEE)Entry.lpData;
                if (p->fHourly) _tprintf(TEXT("  %-10s %2u years, %.2f an hour\n"), p->szName, p->nYears, p->pay.dRate);
                else _tprintf(TEXT("  %-10s %2u years, %lu a month\n"), p->szName, p->nYears, p->pay.dwSalary);
            }
        }
    }
    LastError = GetLastError();
    if (LastError != ERROR_NO_MORE_ITEMS) {
        _tprintf(TEXT("HeapWalk failed with LastError %lu.\n"), LastError);
    }
    if (HeapUnlock(hHeap) == FALSE)
        _tprintf(TEXT("Failed to unlock heap with LastError %lu.\n"), GetLastError());
    return nBusy;
}

int __cdecl _tmain()
{
    PEMPLOYEE list = NULL, p;
    SIZE_T cb = 0;
    HANDLE aHeaps[32];
    DWORD nHeaps, i;
    BOOL fFound = FALSE;
    PVOID block;

    g_hHeap = HeapCreate(0, 0, 0);
    if (g_hHeap == NULL) {
        _tprintf(TEXT("Failed to create a new heap with LastError %d.\n"), GetLastError());
        return 1;
    }
    list = Hire(list, TEXT("Ada"), FALSE, 5200, 12);
    list = Hire(list, TEXT("Grace"), TRUE, 61.5, 30);
    list = Hire(list, TEXT("Barbara"), FALSE, 4900.75, 3);
    for (p = list; p; p = p->pNext) _tprintf(TEXT("%s%s"), p->szName, p->pNext ? TEXT(", ") : TEXT("\n"));

    _tprintf(TEXT("busy blocks:\n"));
    CHECK_EQ(CountBlocks(g_hHeap, &cb), 3);
    CHECK_EQ(cb, 3 * sizeof(EMPLOYEE));

    /* Grow one, and free one. */
    block = HeapAlloc(g_hHeap, 0, 10);
    FillMemory(block, 10, 'x');
    block = HeapReAlloc(g_hHeap, HEAP_ZERO_MEMORY, block, 5000);
    CHECK(block != NULL);
    CHECK_EQ(HeapSize(g_hHeap, 0, block), 5000);
    CHECK_EQ(((char *)block)[9], 'x');
    CHECK_EQ(((char *)block)[10], 0);
    CHECK(HeapFree(g_hHeap, 0, block));
    CHECK(HeapValidate(g_hHeap, 0, NULL));
    CHECK(HeapValidate(g_hHeap, 0, list));

    nHeaps = GetProcessHeaps(ARRAYSIZE(aHeaps), aHeaps);
    for (i = 0; i < min(nHeaps, ARRAYSIZE(aHeaps)); i++)
        if (aHeaps[i] == g_hHeap) fFound = TRUE;
    CHECK(fFound);
    CHECK(GetProcessHeap() != g_hHeap);

    CHECK(HeapDestroy(g_hHeap));
    return 0;
}
