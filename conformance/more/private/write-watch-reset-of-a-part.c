// FACT: Resetting clears only the pages of the range that is named, be it with ResetWriteWatch or with WRITE_WATCH_FLAG_RESET.
// SOURCE: sdk-api memoryapi ResetWriteWatch, GetWriteWatch (WRITE_WATCH_FLAG_RESET); wine kernel32/tests/virtual.c:1690-1752
#include "lab.h"

static BYTE *p;
static void *pages[16];

static unsigned written(DWORD flags, int first, int n)
{
    DWORD granularity;
    ULONG_PTR count = 16;
    unsigned bits = 0;
    if (GetWriteWatch(flags, p + first * 0x1000, n * 0x1000, pages, &count, &granularity)) return 0xBAD;
    for (ULONG_PTR i = 0; i < count; i++) bits |= 1u << (((BYTE *)pages[i] - p) >> 12);
    return bits;
}

int main(void)
{
    p = VirtualAlloc(NULL, 0x8000, MEM_RESERVE | MEM_COMMIT | MEM_WRITE_WATCH, PAGE_READWRITE);
    for (int page = 0; page < 8; page++) p[page << 12] = page;
    CHECK_EQ(written(0, 0, 8), 0xFF);

    CHECK_EQ(ResetWriteWatch(p + 0x2000, 0x2000), 0);
    CHECK_EQ(written(0, 0, 8), 0xF3);
    CHECK_EQ(written(WRITE_WATCH_FLAG_RESET, 4, 2), 0x30);
    CHECK_EQ(written(0, 0, 8), 0xC3);
    CHECK_EQ(written(WRITE_WATCH_FLAG_RESET, 2, 4), 0);
    CHECK_EQ(written(WRITE_WATCH_FLAG_RESET, 0, 8), 0xC3);
    CHECK_EQ(written(0, 0, 8), 0);

    // The bytes were never touched by any of this.
    for (int page = 0; page < 8; page++) CHECK_EQ(p[page << 12], page);
    p[0x3123] = 1;
    CHECK_EQ(written(0, 0, 8), 0x08);
    return 0;
}
