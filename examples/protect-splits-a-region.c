// A region is a run of pages that are alike. Change one, and it splits.
#include "lab.h"

SIZE_T pages_alike_from(void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    return info.RegionSize / 4096;
}

int main(void)
{
    DWORD old_protection;
    char *block = VirtualAlloc(NULL, 5 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *middle = block + 2 * 4096;
    CHECK_EQ(pages_alike_from(block), 5);

    CHECK(VirtualProtect(middle, 4096, PAGE_READONLY, &old_protection));
    CHECK_EQ(old_protection, PAGE_READWRITE);
    CHECK_EQ(pages_alike_from(block), 2);
    CHECK_EQ(pages_alike_from(middle), 1);
    CHECK_EQ(pages_alike_from(middle + 4096), 2);

    CHECK(VirtualProtect(middle, 4096, old_protection, &old_protection));
    CHECK_EQ(old_protection, PAGE_READONLY);
    CHECK_EQ(pages_alike_from(block), 5);
    CHECK(VirtualFree(block, 0, MEM_RELEASE));
    return 0;
}
