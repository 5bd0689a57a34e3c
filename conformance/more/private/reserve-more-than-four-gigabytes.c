// FACT: Sizes and offsets have 64 bits: pages far beyond 4 GiB of one reservation can be committed, written, queried and protected by themselves.
// SOURCE: sdk-api memoryapi VirtualAlloc (SIZE_T dwSize); win32/desktop-src/Memory/memory-limits-for-windows-releases.md
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    DWORD old;
    SIZE_T gigabyte = (SIZE_T)1 << 30, size = 20 * gigabyte;
    BYTE *p = VirtualAlloc(NULL, size, MEM_RESERVE, PAGE_READWRITE), *last;

    CHECK(p != NULL);
    for (SIZE_T at = gigabyte; at < size; at += 5 * gigabyte) {
        CHECK(VirtualAlloc(p + at, 1, MEM_COMMIT, PAGE_READWRITE) == p + at);
        *(ULONGLONG *)(p + at) = at;
    }
    CHECK_EQ(*(ULONGLONG *)(p + 6 * gigabyte), 0x180000000);
    CHECK_EQ(*(ULONGLONG *)(p + 16 * gigabyte), 0x400000000);

    VirtualQuery(p + 6 * gigabyte + 0x1000, &m, sizeof m);
    CHECK_EQ(m.State, MEM_RESERVE);
    CHECK_EQ(m.RegionSize, 5 * gigabyte - 0x1000);
    CHECK_EQ((BYTE *)m.BaseAddress - p, 0x180001000);

    last = p + size - 1;
    CHECK(VirtualAlloc(last, 1, MEM_COMMIT, PAGE_READWRITE) == last - 0xFFF);
    CHECK(VirtualProtect(last, 1, PAGE_READONLY, &old));
    CHECK_EQ(probe_write(last, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_read(last), 0);
    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    VirtualQuery(p + 11 * gigabyte, &m, sizeof m);
    CHECK_EQ(m.State, MEM_FREE);
    return 0;
}
