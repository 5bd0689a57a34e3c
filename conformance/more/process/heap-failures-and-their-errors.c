// FACT: A heap function that fails says why where it is documented to: too large a block ERROR_NOT_ENOUGH_MEMORY, no block at all nothing; a heap of fixed size gives no more than it has.
// SOURCE: wine dlls/kernel32/tests/heap.c test_HeapCreate; Microsoft, HeapCreate (dwMaximumSize), HeapAlloc, HeapReAlloc
#include "lab.h"

int main(void)
{
    HANDLE heap = HeapCreate(0, 0, 0), fixed = HeapCreate(0, 0x1000, 0x10000);
    HANDLE code = HeapCreate(HEAP_CREATE_ENABLE_EXECUTE, 0, 0);
    MEMORY_BASIC_INFORMATION m;
    ULONG kind = 9;
    BYTE *a, *b;

    CHECK(heap != NULL && fixed != NULL && code != NULL);
    SetLastError(0);
    CHECK_EQ(HeapAlloc(fixed, 0, 0x20000), 0);
    CHECK_EQ(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
    SetLastError(0);
    CHECK_EQ(HeapAlloc(heap, 0, ~(SIZE_T)0), 0);
    CHECK_EQ(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
    CHECK(HeapAlloc(fixed, 0, 0x8000) != NULL);
    SetLastError(0);
    CHECK_EQ(HeapAlloc(fixed, 0, 0x8000), 0);
    CHECK_EQ(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
    a = (BYTE *)HeapAlloc(heap, 0, 0);
    CHECK(a != NULL);
    CHECK_EQ(HeapSize(heap, 0, a), 0);
    a = (BYTE *)HeapAlloc(code, 0, 100);
    VirtualQuery(a, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_EXECUTE_READWRITE);
    CHECK_EQ(m.Type, MEM_PRIVATE);
    a = (BYTE *)HeapAlloc(heap, 0, 100);
    VirtualQuery(a, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    a = (BYTE *)HeapAlloc(heap, 0, 0x100000);
    CHECK_EQ(HeapSize(heap, 0, a), 0x100000);
    VirtualQuery(a, &m, sizeof m);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK((ULONG_PTR)a - (ULONG_PTR)m.AllocationBase < 0x1000);
    CHECK(HeapFree(heap, 0, a));
    VirtualQuery(a, &m, sizeof m);
    CHECK_EQ(m.State, MEM_FREE);
    a = (BYTE *)HeapAlloc(heap, HEAP_ZERO_MEMORY, 33);
    CHECK_EQ(a[32], 0);
    a[32] = 5;
    b = (BYTE *)HeapReAlloc(heap, HEAP_ZERO_MEMORY, a, 100);
    CHECK_EQ(b[32], 5);
    CHECK_EQ(b[33], 0);
    CHECK_EQ(b[99], 0);
    CHECK(HeapReAlloc(heap, HEAP_REALLOC_IN_PLACE_ONLY, b, 50) == b);
    CHECK_EQ(HeapSize(heap, 0, b), 0x32);
    CHECK(HeapReAlloc(heap, 0, b, 0) != NULL);
    SetLastError(0);
    CHECK_EQ(HeapFree(heap, 0, NULL), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(HeapValidate(heap, 0, NULL), 1);
    CHECK_EQ(HeapLock(heap), 1);
    CHECK_EQ(HeapUnlock(heap), 1);
    SetLastError(0);
    CHECK_EQ(HeapQueryInformation(heap, HeapCompatibilityInformation, &kind, sizeof kind, NULL), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(kind, 0);
    SetLastError(0);
    CHECK_EQ(HeapQueryInformation(heap, HeapCompatibilityInformation, &kind, 3, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    SetLastError(0);
    CHECK_EQ(HeapDestroy(heap), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(HeapDestroy(fixed), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK(GetProcessHeaps(0, NULL) >= 2);
    return 0;
}
