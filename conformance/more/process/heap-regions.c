// FACT: A heap walks its blocks and regions in order, grows by further regions, gives a block of about a megabyte an allocation of its own, and goes as a whole; one with a maximum does not grow.
// SOURCE: learn.microsoft.com, HeapCreate (dwMaximumSize, Remarks), HeapWalk, HeapCompact, HeapDestroy; Windows Internals, Part 1, chapter 5 (Heap manager)
#include <windows.h>
#include <stdio.h>
#include "lab.h"

/* What a walk of a heap finds: every block of ours once, regions with their parts. */
typedef struct { DWORD busy, ours, regions, uncommitted, free; SIZE_T largest; } WALK;
static WALK Walk(HANDLE heap, PVOID *blocks, int count)
{
    PROCESS_HEAP_ENTRY e = { 0 };
    WALK w = { 0 };
    while (HeapWalk(heap, &e)) {
        if (e.wFlags & PROCESS_HEAP_REGION) w.regions++;
        else if (e.wFlags & PROCESS_HEAP_UNCOMMITTED_RANGE) w.uncommitted++;
        else if (e.wFlags & PROCESS_HEAP_ENTRY_BUSY) {
            w.busy++;
            for (int i = 0; i < count; i++) if (e.lpData == blocks[i]) w.ours++;
        } else w.free++;
    }
    CHECK_EQ(GetLastError(), ERROR_NO_MORE_ITEMS);
    return w;
}
static PVOID RegionOf(PVOID p) { MEMORY_BASIC_INFORMATION m; VirtualQuery(p, &m, sizeof m); return m.AllocationBase; }

int main(void)
{
    HANDLE heap = HeapCreate(0, 0, 0);
    PVOID blocks[40];
    MEMORY_BASIC_INFORMATION mbi;
    WALK w;
    for (int i = 0; i < 40; i++) blocks[i] = HeapAlloc(heap, 0, 100 + i * 37);
    w = Walk(heap, blocks, 40);
    CHECK_EQ(w.ours, 40);
    CHECK(w.regions >= 1);
    CHECK(HeapValidate(heap, 0, NULL));
    for (int i = 0; i < 40; i += 2) CHECK(HeapFree(heap, 0, blocks[i]));
    w = Walk(heap, blocks, 40);
    CHECK_EQ(w.ours, 20);
    CHECK(HeapValidate(heap, 0, blocks[1]));
    TODO_WINE_CHECK(HeapCompact(heap, 0) > 0);

    /* From slightly less than 1,024 KB on, a block has an allocation of its own, which goes with it. */
    for (SIZE_T kb = 256; kb <= 2048; kb += 256) {
        PVOID p = HeapAlloc(heap, 0, kb * 1024), region = RegionOf(p);
        CHECK_EQ(HeapSize(heap, 0, p), kb * 1024);
        CHECK(HeapFree(heap, 0, p));
        VirtualQuery(region, &mbi, sizeof mbi);
        TODO_WINE_CHECK_EQ(mbi.State == MEM_FREE, kb >= 1024);
    }
    PVOID p = HeapAlloc(heap, HEAP_ZERO_MEMORY, 0x300000), q;
    PVOID region = RegionOf(p);
    q = HeapReAlloc(heap, HEAP_ZERO_MEMORY, p, 0x500000);
    CHECK(q != NULL);
    CHECK_EQ(((PBYTE)q)[0x4fffff], 0);
    HeapFree(heap, 0, q);
    VirtualQuery(region, &mbi, sizeof mbi);
    CHECK_EQ(mbi.State, MEM_FREE);
    /* Growth: more than the first reservation. */
    PVOID first = RegionOf(heap);
    int other = 0;
    for (int i = 0; i < 1000; i++) { p = HeapAlloc(heap, 0, 16000); if (RegionOf(p) != first) other++; }
    CHECK(other > 0);
    w = Walk(heap, blocks, 40);
    CHECK(w.regions > 1);
    CHECK(HeapDestroy(heap));
    VirtualQuery(first, &mbi, sizeof mbi);
    CHECK_EQ(mbi.State, MEM_FREE);
    VirtualQuery(p, &mbi, sizeof mbi);
    CHECK_EQ(mbi.State, MEM_FREE);

    /* A heap with a maximum. */
    heap = HeapCreate(0, 0x1000, 0x80000);
    VirtualQuery(heap, &mbi, sizeof mbi);
    CHECK(HeapAlloc(heap, 0, 0x80000) == NULL);
    DWORD got = 0;
    while (HeapAlloc(heap, 0, 0x4000)) got++;
    CHECK(got >= 28 && got < 32);
    CHECK(HeapDestroy(heap));
    SetLastError(0);
    return 0;
}
