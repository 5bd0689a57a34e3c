// FACT: One page in the range that is only reserved makes VirtualProtect fail with ERROR_INVALID_ADDRESS, and no page changes, not even those before the hole.
// SOURCE: sdk-api memoryapi VirtualProtect (all pages must be committed)
#include "lab.h"

static DWORD protection(void *p)
{
    MEMORY_BASIC_INFORMATION m;
    VirtualQuery(p, &m, sizeof m);
    return m.Protect;
}

int main(void)
{
    DWORD old = 0x77;
    BYTE *p = VirtualAlloc(NULL, 0x8000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    CHECK(VirtualFree(p + 0x5000, 0x1000, MEM_DECOMMIT));
    SetLastError(0);
    CHECK(!VirtualProtect(p, 0x8000, PAGE_READONLY, &old));
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    for (int page = 0; page < 8; page++) CHECK_EQ(protection(p + page * 0x1000), page == 5 ? 0 : PAGE_READWRITE);

    SetLastError(0);
    CHECK(!VirtualProtect(p + 0x4FFF, 2, PAGE_READONLY, &old));
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK(VirtualProtect(p + 0x4FFF, 1, PAGE_READONLY, &old));
    CHECK(VirtualProtect(p + 0x6000, 0x2000, PAGE_NOACCESS, &old));
    CHECK_EQ(protection(p + 0x4000), PAGE_READONLY);
    CHECK_EQ(protection(p + 0x3000), PAGE_READWRITE);
    CHECK_EQ(protection(p + 0x7FFF), PAGE_NOACCESS);

    // Filling the hole makes the same call succeed.
    CHECK_EQ(VirtualAlloc(p + 0x5000, 1, MEM_COMMIT, PAGE_READWRITE), p + 0x5000);
    CHECK(VirtualProtect(p, 0x8000, PAGE_READONLY, &old));
    CHECK_EQ(old, PAGE_READWRITE);
    return 0;
}
