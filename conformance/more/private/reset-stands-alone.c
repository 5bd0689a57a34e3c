// FACT: MEM_RESET leaves state, protection and region as they are; a page written after it holds what was written.
// SOURCE: sdk-api memoryapi VirtualAlloc (MEM_RESET)
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    DWORD old;
    BYTE *p = VirtualAlloc(NULL, 0x6000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    int strange = 0;

    for (int page = 0; page < 6; page++) memset(p + page * 0x1000, 0x40 + page, 0x1000);
    CHECK(VirtualProtect(p + 0x5000, 0x1000, PAGE_READONLY, &old));
    CHECK_EQ(VirtualAlloc(p + 0x1000, 0x2000, MEM_RESET, PAGE_READWRITE), p + 0x1000);

    // Each page outside is as it was; each page inside holds its old bytes or zeros.
    for (int page = 0; page < 6; page++) {
        BYTE byte = p[page * 0x1000 + 0x800];
        if (byte != 0x40 + page && !(byte == 0 && (page == 1 || page == 2))) strange++;
    }
    CHECK_EQ(strange, 0);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x5000);
    CHECK_EQ(m.State, MEM_COMMIT);

    p[0x1800] = 0x99;
    CHECK_EQ(p[0x1800], 0x99);
    CHECK_EQ(p[0x3800], 0x43);
    // Free memory cannot be reset.
    VirtualFree(p, 0, MEM_RELEASE);
    SetLastError(0);
    CHECK(VirtualAlloc(p, 0x1000, MEM_RESET, PAGE_READWRITE) == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    return 0;
}
