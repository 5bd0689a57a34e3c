// FACT: Each page becomes resident at its own first access, be it read, write or execution; a decommitted page is not resident any more.
// SOURCE: win32/desktop-src/Memory/page-state.md; sdk-api psapi QueryWorkingSetEx
#include "lab.h"

static unsigned resident(BYTE *p)
{
    PSAPI_WORKING_SET_EX_INFORMATION info[8];
    unsigned bits = 0;
    for (int i = 0; i < 8; i++) {
        info[i].VirtualAddress = p + i * 0x1000;
        info[i].VirtualAttributes.Flags = 0;
    }
    if (!QueryWorkingSetEx(GetCurrentProcess(), info, sizeof info)) return 0xBAD;
    for (int i = 0; i < 8; i++) if (info[i].VirtualAttributes.Flags & 1) bits |= 1 << i;
    return bits;
}

int main(void)
{
    BYTE *p = VirtualAlloc(NULL, 0x8000, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE);

    CHECK_EQ(resident(p), 0);
    CHECK_EQ(probe_read(p + 0x1800), 0);
    CHECK_EQ(resident(p), 0x02);
    CHECK_EQ(probe_write(p + 0x7FFF, 0xC3), 0);
    CHECK_EQ(resident(p), 0x82);
    CHECK_EQ(probe_execute(p + 0x7FFF), 0);
    memset(p + 0x3FFF, 1, 2);
    CHECK_EQ(resident(p), 0x9A);
    CHECK(VirtualFree(p + 0x3000, 0x1000, MEM_DECOMMIT));
    CHECK_EQ(resident(p), 0x92);
    CHECK(VirtualAlloc(p + 0x3000, 0x1000, MEM_COMMIT, PAGE_READWRITE) == p + 0x3000);
    CHECK_EQ(resident(p), 0x92);
    CHECK_EQ(p[0x3FFF], 0);
    CHECK_EQ(resident(p), 0x9A);
    return 0;
}
