// FACT: A locked attempt on a guard page fails once; the first touch raises STATUS_GUARD_PAGE_VIOLATION and takes the guard away, and a vectored handler can put one on the next page.
// SOURCE: learn.microsoft.com, Creating Guard Pages; Using a Vectored Exception Handler
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include "lab.h"

static LPBYTE g_base;
static DWORD g_pageSize;
static int g_hits;
static SIZE_T g_lastOffset;
static ULONG_PTR g_lastKind;

static const char *ProtectName(DWORD dw)
{
    switch (dw & 0xFF) {
    case PAGE_NOACCESS:  return (dw & PAGE_GUARD) ? "NOACCESS+GUARD" : "NOACCESS";
    case PAGE_READONLY:  return (dw & PAGE_GUARD) ? "READONLY+GUARD" : "READONLY";
    case PAGE_READWRITE: return (dw & PAGE_GUARD) ? "READWRITE+GUARD" : "READWRITE";
    default:             return "?";
    }
}

static void ShowPages(const char *title, int count)
{
    printf("%s:\n", title);
    for (int i = 0; i < count; i++) {
        MEMORY_BASIC_INFORMATION mbi = { 0 };
        if (!VirtualQuery(g_base + i * g_pageSize, &mbi, sizeof(mbi))) {
            fprintf(stderr, "VirtualQuery: %lu\n", GetLastError());
            exit(1);
        }
        printf("  page %d: %-15s\n", i, mbi.State == MEM_COMMIT ? ProtectName(mbi.Protect) : "not committed");
    }
}

LONG CALLBACK VectoredHandler(_In_ PEXCEPTION_POINTERS ExceptionInfo)
{
    EXCEPTION_RECORD *rec = ExceptionInfo->ExceptionRecord;
    if (rec->ExceptionCode != STATUS_GUARD_PAGE_VIOLATION)
        return EXCEPTION_CONTINUE_SEARCH;
    g_hits++;
    g_lastKind = rec->ExceptionInformation[0];
    g_lastOffset = rec->ExceptionInformation[1] - (ULONG_PTR)g_base;
    printf("  guard hit #%d: %s at offset 0x%04zX\n", g_hits, g_lastKind ? "write" : "read", g_lastOffset);

    /* Move the fence: the next page becomes the guard. */
    if (g_lastOffset / g_pageSize + 1 < 4) {
        DWORD dwOld;
        LPVOID next = g_base + (g_lastOffset / g_pageSize + 1) * g_pageSize;
        VirtualProtect(next, 1, PAGE_READWRITE | PAGE_GUARD, &dwOld);
    }
    return EXCEPTION_CONTINUE_EXECUTION;
}

int main()
{
    SYSTEM_INFO si;
    PVOID h;
    DWORD old;

    GetSystemInfo(&si);
    g_pageSize = si.dwPageSize;
    g_base = (LPBYTE)VirtualAlloc(NULL, 4 * g_pageSize, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (g_base == NULL) {
        printf("VirtualAlloc failed: %d\n", GetLastError());
        return EXIT_FAILURE;
    }
    if (!VirtualProtect(g_base + g_pageSize, g_pageSize, PAGE_READWRITE | PAGE_GUARD, &old)) return 2;
    ShowPages("before", 4);

    h = AddVectoredExceptionHandler(TRUE, VectoredHandler);
    for (SIZE_T i = 0; i < 4 * g_pageSize; i += 512) g_base[i] = (BYTE)(i >> 9);
    RemoveVectoredExceptionHandler(h);
    ShowPages("after", 4);

    CHECK_EQ(g_hits, 3);
    CHECK_EQ(g_lastKind, 1);
    CHECK_EQ(g_lastOffset, 3 * g_pageSize);
    CHECK_EQ(g_base[4 * g_pageSize - 512], 31);

    /* Without a handler the touch is an error, but only the first time. */
    VirtualProtect(g_base, 1, PAGE_READONLY | PAGE_GUARD, &old);
    CHECK_EQ(probe_read(g_base), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(probe_read(g_base), 0);
    CHECK(VirtualFree(g_base, 0, MEM_RELEASE));
    return 0;
}
