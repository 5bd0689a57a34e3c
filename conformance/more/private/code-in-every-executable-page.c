// FACT: Code runs in any page whose protection says EXECUTE, at any offset, and goes on running after the protection was taken away and given back.
// SOURCE: win32/desktop-src/Memory/data-execution-prevention.md
#include "lab.h"

int main(void)
{
    DWORD old, ran = 0, refused = 0;
    BYTE *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    for (int i = 0; i < 0x4000; i += 0x333) p[i] = 0xC3;
    for (int i = 0; i < 0x4000; i += 0x333) if (probe_execute(p + i) == EXCEPTION_ACCESS_VIOLATION) refused++;
    CHECK_EQ(refused, 21);

    CHECK(VirtualProtect(p, 0x2000, PAGE_EXECUTE_READ, &old));
    for (int i = 0; i < 0x4000; i += 0x333) if (probe_execute(p + i) == 0) ran++;
    CHECK_EQ(ran, 11);

    CHECK(VirtualProtect(p, 0x4000, PAGE_READONLY, &old));
    CHECK_EQ(old, PAGE_EXECUTE_READ);
    CHECK_EQ(probe_execute(p), EXCEPTION_ACCESS_VIOLATION);
    CHECK(VirtualProtect(p, 0x4000, PAGE_EXECUTE, &old));
    ran = 0;
    for (int i = 0; i < 0x4000; i += 0x333) if (probe_execute(p + i) == 0) ran++;
    CHECK_EQ(ran, 21);
    CHECK_EQ(probe_execute(p + 0x4000), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
