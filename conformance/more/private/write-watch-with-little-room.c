// FACT: With less room than written pages GetWriteWatch lists as many as fit, from the lowest, and with the reset flag clears only those.
// SOURCE: sdk-api memoryapi GetWriteWatch (lpdwCount); wine kernel32/tests/virtual.c:1713-1752
#include "lab.h"

int main(void)
{
    void *pages[8] = { 0 };
    ULONG_PTR count;
    DWORD granularity;
    BYTE *p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT | MEM_WRITE_WATCH, PAGE_READWRITE);

    for (int page = 1; page < 16; page += 3) p[page * 0x1000 + page] = 1;

    count = 2;
    CHECK_EQ(GetWriteWatch(0, p, 0x10000, pages, &count, &granularity), 0);
    CHECK_EQ(count, 2);
    CHECK(pages[0] == p + 0x1000 && pages[1] == p + 0x4000 && pages[2] == NULL);

    count = 2;
    CHECK_EQ(GetWriteWatch(WRITE_WATCH_FLAG_RESET, p, 0x10000, pages, &count, &granularity), 0);
    CHECK_EQ(count, 2);
    CHECK(pages[1] == p + 0x4000);

    count = 8;
    CHECK_EQ(GetWriteWatch(WRITE_WATCH_FLAG_RESET, p, 0x10000, pages, &count, &granularity), 0);
    CHECK_EQ(count, 3);
    CHECK(pages[0] == p + 0x7000 && pages[1] == p + 0xA000 && pages[2] == p + 0xD000);
    count = 8;
    CHECK_EQ(GetWriteWatch(0, p, 0x10000, pages, &count, &granularity), 0);
    CHECK_EQ(count, 0);
    return 0;
}
