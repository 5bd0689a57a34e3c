// FACT: A thread's stack is as large as dwStackSize says: a size to commit first, or with STACK_SIZE_PARAM_IS_A_RESERVATION the reservation; it grows page by page over its guard page, the TEB knows how far, and its end is an overflow.
// SOURCE: learn.microsoft.com, Thread Stack Size, CreateThread (dwStackSize), SetThreadStackGuarantee, GetCurrentThreadStackLimits
#include <windows.h>
#include <intrin.h>
#include <stdio.h>
#include "lab.h"

typedef struct { SIZE_T reserved, committed; BOOL grew, guarded; DWORD guarantee; } FOUND;

static int Use(int pages)
{
    volatile char page[0x1000];
    page[0] = (char)pages;
    return pages <= 1 ? page[0] : Use(pages - 1) + page[0];
}

static DWORD WINAPI Look(LPVOID parameter)
{
    FOUND *found = (FOUND *)parameter;
    ULONG_PTR low, high, limit = __readgsqword(0x10);
    MEMORY_BASIC_INFORMATION mbi;
    GetCurrentThreadStackLimits(&low, &high);
    found->reserved = high - low;
    found->committed = high - limit;
    VirtualQuery((PVOID)(limit - 1), &mbi, sizeof mbi);
    found->guarded = (mbi.Protect & PAGE_GUARD) != 0;
    Use(20);
    found->grew = __readgsqword(0x10) < limit;
    VirtualQuery((PVOID)(__readgsqword(0x10) - 1), &mbi, sizeof mbi);
    if (!(mbi.Protect & PAGE_GUARD)) found->guarded = FALSE;
    ULONG bytes = 0x5000;
    SetThreadStackGuarantee(&bytes);
    bytes = 0;
    SetThreadStackGuarantee(&bytes);
    found->guarantee = bytes;
    return 0;
}

static FOUND Start(SIZE_T size, DWORD flags)
{
    FOUND found = { 0 };
    HANDLE thread = CreateThread(NULL, size, Look, &found, flags, NULL);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    return found;
}

int main(void)
{
    FOUND found = Start(0, 0);
    SIZE_T usual = found.reserved;
    CHECK_EQ(usual % 0x10000, 0);
    TODO_WINE_CHECK(found.committed < 0x10000);
    TODO_WINE_CHECK(found.grew && found.guarded);
    TODO_WINE_CHECK_EQ(found.guarantee, 0x5000);

    found = Start(0x30000, STACK_SIZE_PARAM_IS_A_RESERVATION);
    TODO_WINE_CHECK_EQ(found.reserved, 0x30000);
    found = Start(0x31234, STACK_SIZE_PARAM_IS_A_RESERVATION);
    TODO_WINE_CHECK_EQ(found.reserved, 0x40000);
    found = Start(0x400000, STACK_SIZE_PARAM_IS_A_RESERVATION);
    CHECK_EQ(found.reserved, 0x400000);
    TODO_WINE_CHECK(found.committed < 0x10000);

    /* Without the flag it is what is committed first, of the usual reservation. */
    found = Start(0x20000, 0);
    TODO_WINE_CHECK(found.committed >= 0x20000 && found.committed < 0x30000);
    TODO_WINE_CHECK_EQ(found.reserved, usual);
    return 0;
}
