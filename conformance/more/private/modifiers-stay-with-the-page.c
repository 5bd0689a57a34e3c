// FACT: PAGE_NOCACHE is a part of the page's protection: it is queried, handed back as the old protection and taken away by the next VirtualProtect.
// SOURCE: win32/desktop-src/Memory/memory-protection-constants.md (PAGE_NOCACHE, for private memory from VirtualAlloc)
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    DWORD old = 0;
    BYTE *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE, PAGE_READWRITE);

    CHECK_EQ(VirtualAlloc(p, 0x1000, MEM_COMMIT, PAGE_READWRITE), p);
    CHECK_EQ(VirtualAlloc(p + 0x1000, 0x1000, MEM_COMMIT, PAGE_READWRITE | PAGE_NOCACHE), p + 0x1000);
    CHECK_EQ(VirtualAlloc(p + 0x2000, 0x1000, MEM_COMMIT, PAGE_READWRITE), p + 0x2000);
    VirtualQuery(p + 0x1000, &m, sizeof m);
    // Wine 8.0 takes the modifier and forgets it; Microsoft lists it among the values of Protect.
    TODO_WINE_CHECK_EQ(m.Protect, PAGE_READWRITE | PAGE_NOCACHE);
    TODO_WINE_CHECK_EQ(m.RegionSize, 0x1000);
    CHECK_EQ(m.AllocationProtect, PAGE_READWRITE);
    CHECK_EQ(probe_write(p + 0x1001, 8), 0);
    CHECK_EQ(p[0x1000] + p[0x1001], 8);

    CHECK(VirtualProtect(p + 0x1000, 0x1000, PAGE_READWRITE, &old));
    TODO_WINE_CHECK_EQ(old, PAGE_READWRITE | PAGE_NOCACHE);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x3000);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(p[0x1000] + p[0x1001], 8);
    return 0;
}
