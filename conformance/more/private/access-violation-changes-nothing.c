// FACT: An access that is refused leaves bytes, protection and region exactly as they were, however often it is tried.
// SOURCE: win32/desktop-src/Memory/memory-protection.md
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    DWORD old, faults = 0;
    BYTE *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    memset(p, 0x11, 0x3000);
    CHECK(VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old));
    for (int i = 0; i < 50; i++)
        if (probe_write(p + 0x1000 + i * 80, i) == EXCEPTION_ACCESS_VIOLATION) faults++;
    CHECK_EQ(faults, 50);

    faults = 0;
    for (int i = 0; i < 0x1000; i++) if (p[0x1000 + i] != 0x11) faults++;
    CHECK_EQ(faults, 0);
    VirtualQuery(p + 0x1000, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READONLY);
    CHECK_EQ(m.RegionSize, 0x1000);
    CHECK(m.AllocationBase == p);

    CHECK_EQ(probe_write(p + 0xFFF, 0x22), 0);
    CHECK_EQ(probe_write(p + 0x2000, 0x22), 0);
    CHECK_EQ(p[0xFFF] + p[0x1000] + p[0x1FFF] + p[0x2000], 0x22 + 0x11 + 0x11 + 0x22);
    return 0;
}
