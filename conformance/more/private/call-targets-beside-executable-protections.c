// FACT: PAGE_TARGETS_INVALID and PAGE_TARGETS_NO_UPDATE go with executable protections, are for Control Flow Guard alone and are not shown afterwards.
// SOURCE: Microsoft, Memory Protection Constants (PAGE_TARGETS_INVALID, PAGE_TARGETS_NO_UPDATE)
#include "lab.h"

int main(void)
{
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x2000, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE | PAGE_TARGETS_INVALID);
    MEMORY_BASIC_INFORMATION m;
    DWORD old;

    CHECK(p != NULL);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_EXECUTE_READWRITE);
    CHECK_EQ(m.AllocationProtect, PAGE_EXECUTE_READWRITE);
    p[0] = 0xc3;
    CHECK_EQ(probe_execute(p), 0);
    SetLastError(0);
    CHECK_EQ(VirtualProtect(p, 0x1000, PAGE_EXECUTE_READ | PAGE_TARGETS_NO_UPDATE, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(old, PAGE_EXECUTE_READWRITE);
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_EXECUTE_READ);
    CHECK_EQ(probe_execute(p), 0);
    CHECK_EQ(probe_write(p, 1), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
