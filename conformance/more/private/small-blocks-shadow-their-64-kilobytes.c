// FACT: A reservation of one page starts at a 64 KiB boundary; the fifteen pages behind it are free, and no reservation can begin in them.
// SOURCE: sdk-api memoryapi VirtualAlloc (rounded down to the allocation granularity); win32/desktop-src/Memory/memory-limits.md
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    int refused = 0, aligned = 0;
    BYTE *blocks[8];

    for (int i = 0; i < 8; i++) {
        blocks[i] = VirtualAlloc(NULL, 0x1000 * (i + 1), MEM_RESERVE, PAGE_READWRITE);
        if (((ULONG_PTR)blocks[i] & 0xFFFF) == 0) aligned++;
    }
    CHECK_EQ(aligned, 8);
    for (int i = 0; i < 8; i++) {
        BYTE *behind = blocks[i] + 0x1000 * (i + 1);
        VirtualQuery(behind, &m, sizeof m);
        CHECK_EQ(m.State, MEM_FREE);
        CHECK((m.RegionSize & 0xFFFF) == 0x10000 - 0x1000 * (i + 1));
        for (int page = i + 1; page < 16; page++)
            if (!VirtualAlloc(blocks[i] + page * 0x1000, 0x1000, MEM_RESERVE, PAGE_READWRITE)) refused++;
    }
    CHECK_EQ(refused, 15 + 14 + 13 + 12 + 11 + 10 + 9 + 8);
    return 0;
}
