// FACT: VirtualLock brings every page of its range in, touched or not, and none beside it; protection and bytes stay.
// SOURCE: sdk-api memoryapi VirtualLock, psapi QueryWorkingSetEx
#include "lab.h"

static int resident(BYTE *page)
{
    PSAPI_WORKING_SET_EX_INFORMATION info;
    info.VirtualAddress = page;
    info.VirtualAttributes.Flags = 0;
    if (!QueryWorkingSetEx(GetCurrentProcess(), &info, sizeof info)) return -1;
    return info.VirtualAttributes.Flags & 1;
}

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    BYTE *p = VirtualAlloc(NULL, 0x8000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    CHECK_EQ(resident(p), 0);
    CHECK(VirtualLock(p + 0x2FFF, 0x1002)); // three pages hold a byte of it
    CHECK_EQ(resident(p + 0x1000), 0);
    CHECK_EQ(resident(p + 0x2000), 1);
    CHECK_EQ(resident(p + 0x3000), 1);
    CHECK_EQ(resident(p + 0x4000), 1);
    CHECK_EQ(resident(p + 0x5000), 0);

    p[0x3000] = 5;
    CHECK_EQ(p[0x3000] + p[0x2000] + p[0x4000], 5);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x8000);
    CHECK(VirtualUnlock(p + 0x2000, 0x3000));
    CHECK_EQ(p[0x3000], 5);
    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    return 0;
}
