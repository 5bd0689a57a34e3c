// Pages are zero when they are first committed, and again after a decommit.
#include "lab.h"

int dirty_bytes(const unsigned char *from, int size)
{
    int dirty = 0;
    for (int i = 0; i < size; i++) {
        if (from[i] != 0) dirty++;
    }
    return dirty;
}

int main(void)
{
    unsigned char *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK_EQ(dirty_bytes(page, 4096), 0);

    memset(page, 0xFF, 100);
    CHECK_EQ(dirty_bytes(page, 4096), 100);

    VirtualFree(page, 4096, MEM_DECOMMIT);
    VirtualAlloc(page, 4096, MEM_COMMIT, PAGE_READWRITE);
    CHECK_EQ(dirty_bytes(page, 4096), 0);

    CHECK(VirtualFree(page, 0, MEM_RELEASE));
    return 0;
}
