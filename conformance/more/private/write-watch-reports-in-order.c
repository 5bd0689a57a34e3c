// FACT: GetWriteWatch lists the written pages in address order, each once, however and in whatever order they were written.
// SOURCE: sdk-api memoryapi GetWriteWatch; wine kernel32/tests/virtual.c:1669-1752
#include "lab.h"

static BYTE *p;
static void *pages[16];

static ULONG_PTR written(DWORD flags, int first, int n, ULONG_PTR room)
{
    DWORD granularity = 0;
    ULONG_PTR count = room;
    memset(pages, 0, sizeof pages);
    if (GetWriteWatch(flags, p + first * 0x1000, n * 0x1000, pages, &count, &granularity)) return 99;
    return granularity == 0x1000 ? count : 98;
}

int main(void)
{
    p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT | MEM_WRITE_WATCH, PAGE_READWRITE);
    CHECK_EQ(written(0, 0, 16, 16), 0);

    p[0x9000] = 1;
    p[0x2FFF] = 1;
    p[0x9ABC] = 1;
    memset(p + 0xCFFE, 7, 4);
    *(ULONGLONG *)(p + 0x4FFC) = 1; // across a boundary
    CHECK_EQ(written(0, 0, 16, 16), 6);
    CHECK(pages[0] == p + 0x2000 && pages[1] == p + 0x4000 && pages[2] == p + 0x5000);
    CHECK(pages[3] == p + 0x9000 && pages[4] == p + 0xC000 && pages[5] == p + 0xD000);

    // Reading marks nothing; asking without the flag clears nothing; a part is asked for by itself.
    CHECK_EQ(p[0x7000] + p[0xF000], 0);
    CHECK_EQ(written(0, 0, 16, 16), 6);
    CHECK_EQ(written(0, 3, 4, 16), 2);
    CHECK(pages[0] == p + 0x4000);
    CHECK_EQ(written(0, 6, 3, 16), 0);

    // Writing the same value is writing.
    CHECK_EQ(ResetWriteWatch(p, 0x10000), 0);
    p[0x9000] = 1;
    CHECK_EQ(written(0, 0, 16, 16), 1);
    CHECK(pages[0] == p + 0x9000);
    return 0;
}
