// FACT: To a program, pages side by side are one memory: values of any width lie across their boundary, and an access fails when either page refuses it.
// SOURCE: win32/desktop-src/Memory/memory-protection.md
#include "lab.h"

int main(void)
{
    DWORD old;
    ULONGLONG *wide;
    BYTE *p = VirtualAlloc(NULL, 0x2000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    for (int lead = 1; lead < 8; lead++) {
        wide = (ULONGLONG *)(p + 0x1000 - lead);
        *wide = 0x8877665544332211;
        CHECK_EQ(p[0x1000 - lead], 0x11);
        CHECK_EQ(p[0xFFF], lead * 0x11);
        CHECK_EQ(p[0x1000], (lead + 1) * 0x11);
        CHECK_EQ(*(WORD *)(p + 0xFFF), (lead + 1) * 0x1100 + lead * 0x11);
    }
    *(DWORD *)(p + 0xFFE) = 0xAABBCCDD;
    CHECK_EQ(*(WORD *)(p + 0x1000), 0xAABB);
    CHECK_EQ(*(WORD *)(p + 0xFFE), 0xCCDD);

    // The same bytes through the halves, when one of them is read-only.
    CHECK(VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old));
    CHECK_EQ(*(DWORD *)(p + 0xFFE), 0xAABBCCDD);
    CHECK_EQ(probe_write(p + 0xFFF, 1), 0);
    CHECK_EQ(probe_write(p + 0x1000, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(*(DWORD *)(p + 0xFFE), 0xAABB01DD);
    return 0;
}
