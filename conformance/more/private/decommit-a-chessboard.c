// FACT: Every second page decommitted makes as many regions as pages; recommitting the holes joins all of them, with the old bytes only in the pages that stayed.
// SOURCE: sdk-api memoryapi VirtualFree (MEM_DECOMMIT), VirtualQuery
#include "lab.h"

#define PAGES 40

static BYTE *p;

static void count(int *regions, int *committed)
{
    MEMORY_BASIC_INFORMATION m;
    *regions = *committed = 0;
    for (BYTE *at = p; at < p + PAGES * 0x1000; at += m.RegionSize) {
        if (!VirtualQuery(at, &m, sizeof m)) return;
        ++*regions;
        if (m.State == MEM_COMMIT) *committed += m.RegionSize / 0x1000;
    }
}

int main(void)
{
    int regions, committed, sum = 0;

    p = VirtualAlloc(NULL, PAGES * 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    for (int i = 0; i < PAGES; i++) p[i * 0x1000 + i] = i;
    for (int i = 1; i < PAGES; i += 2) VirtualFree(p + i * 0x1000, 0x1000, MEM_DECOMMIT);
    count(&regions, &committed);
    CHECK_EQ(regions, PAGES);
    CHECK_EQ(committed, PAGES / 2);

    for (int i = PAGES - 1; i > 0; i -= 2) VirtualAlloc(p + i * 0x1000, 1, MEM_COMMIT, PAGE_READWRITE);
    count(&regions, &committed);
    CHECK_EQ(regions, 1);
    CHECK_EQ(committed, PAGES);
    for (int i = 0; i < PAGES; i++) sum += p[i * 0x1000 + i];
    CHECK_EQ(sum, 0 + 2 + 4 + 6 + 8 + 10 + 12 + 14 + 16 + 18 + 20 + 22 + 24 + 26 + 28 + 30 + 32 + 34 + 36 + 38);
    return 0;
}
