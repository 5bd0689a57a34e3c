// You may read that a size must be page-aligned, or that it is rounded up only with NULL. False and
// imprecise: any size will do, and every page that the range touches is taken.
#include "lab.h"

SIZE_T region_size(void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    return info.RegionSize;
}

int main(void)
{
    char *block = VirtualAlloc(NULL, 1, MEM_RESERVE, PAGE_READWRITE);
    CHECK_EQ(region_size(block), 4096);
    CHECK(VirtualFree(block, 0, MEM_RELEASE));

    block = VirtualAlloc(NULL, 4097, MEM_RESERVE, PAGE_READWRITE);
    CHECK_EQ(region_size(block), 8192);

    // The last byte of one page, the first of the next.
    char *committed = VirtualAlloc(block + 4095, 2, MEM_COMMIT, PAGE_READWRITE);
    CHECK(committed == block);
    CHECK_EQ(region_size(committed), 8192);
    CHECK_EQ(probe_write(block + 8191, 1), 0);
    CHECK_EQ(probe_write(block + 8192, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK(VirtualFree(block, 0, MEM_RELEASE));
    return 0;
}
