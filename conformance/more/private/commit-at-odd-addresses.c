// FACT: Committing takes every page that holds a byte of the range, whatever its first and last byte; the answer is the first page's address.
// SOURCE: sdk-api memoryapi VirtualAlloc (lpAddress, dwSize)
#include "lab.h"

static BYTE *base;

static int committed(int page)
{
    MEMORY_BASIC_INFORMATION m;
    VirtualQuery(base + page * 0x1000, &m, sizeof m);
    return m.State == MEM_COMMIT;
}

static unsigned pattern(void)
{
    unsigned bits = 0;
    for (int page = 0; page < 16; page++) bits |= committed(page) << page;
    return bits;
}

int main(void)
{
    static const struct { unsigned at, size, pages; } table[] = {
        { 0x0000, 1, 0x0001 },      { 0x0FFF, 1, 0x0001 },      { 0x0FFF, 2, 0x0003 },
        { 0x1001, 0x0FFF, 0x0002 }, { 0x1001, 0x1000, 0x0006 }, { 0x3800, 0x2000, 0x0038 },
        { 0xF000, 0x1000, 0x8000 }, { 0xFFFF, 1, 0x8000 },      { 0x0000, 0x10000, 0xFFFF },
        { 0x0001, 0xFFFF, 0xFFFF }, { 0x7ABC, 0x544, 0x0080 },  { 0x7ABC, 0x545, 0x0180 },
    };

    base = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE);
    for (int i = 0; i < 12; i++) {
        BYTE *got = VirtualAlloc(base + table[i].at, table[i].size, MEM_COMMIT, PAGE_READWRITE);
        CHECK_EQ(got, base + (table[i].at & ~0xFFF));
        CHECK_EQ(pattern(), table[i].pages);
        // Decommitting covers the same pages by the same rule.
        CHECK(VirtualFree(base + table[i].at, table[i].size, MEM_DECOMMIT));
        CHECK_EQ(pattern(), 0);
    }
    SetLastError(0);
    CHECK(VirtualAlloc(base + 0xFFFF, 2, MEM_COMMIT, PAGE_READWRITE) == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK_EQ(pattern(), 0);
    return 0;
}
