// FACT: Within one reservation each page can be committed with a protection of its own; AllocationProtect stays what the reservation said.
// SOURCE: sdk-api memoryapi VirtualAlloc (flProtect), winnt MEMORY_BASIC_INFORMATION
#include "lab.h"

int main(void)
{
    DWORD protections[] = { PAGE_READONLY, PAGE_READWRITE, PAGE_EXECUTE_READ, PAGE_NOACCESS, PAGE_EXECUTE_READWRITE };
    MEMORY_BASIC_INFORMATION m;
    BYTE *p = VirtualAlloc(NULL, 0xB000, MEM_RESERVE, PAGE_EXECUTE);

    for (int i = 0; i < 5; i++)
        CHECK_EQ(VirtualAlloc(p + (2 * i + 1) * 0x1000, 0x1000, MEM_COMMIT, protections[i]), p + (2 * i + 1) * 0x1000);

    for (int page = 0; page < 11; page++) {
        CHECK_EQ(VirtualQuery(p + page * 0x1000, &m, sizeof m), sizeof m);
        CHECK_EQ(m.RegionSize, 0x1000);
        CHECK_EQ(m.State, page % 2 ? MEM_COMMIT : MEM_RESERVE);
        CHECK_EQ(m.Protect, page % 2 ? protections[page / 2] : 0);
        CHECK_EQ(m.AllocationProtect, PAGE_EXECUTE);
        CHECK(m.AllocationBase == p);
    }

    // One more commit over everything makes it one run again.
    CHECK_EQ(VirtualAlloc(p, 0xB000, MEM_COMMIT, PAGE_READWRITE), p);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0xB000);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(m.AllocationProtect, PAGE_EXECUTE);
    return 0;
}
