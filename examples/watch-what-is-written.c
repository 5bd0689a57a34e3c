// MEM_WRITE_WATCH keeps a list of the pages that have been written to.
#include "lab.h"

int main(void)
{
    void *written[8];
    ULONG_PTR count = 8;
    DWORD page_size;
    char *pages = VirtualAlloc(NULL, 8 * 4096, MEM_RESERVE | MEM_COMMIT | MEM_WRITE_WATCH, PAGE_READWRITE);

    pages[5 * 4096 + 17] = 'x';
    pages[2 * 4096] = 'y';
    char only_read = pages[0];
    CHECK_EQ(only_read, 0);

    CHECK_EQ(GetWriteWatch(WRITE_WATCH_FLAG_RESET, pages, 8 * 4096, written, &count, &page_size), 0);
    CHECK_EQ(count, 2);
    CHECK(written[0] == pages + 2 * 4096);
    CHECK(written[1] == pages + 5 * 4096);
    CHECK_EQ(page_size, 4096);

    // The list was cleared as it was read.
    count = 8;
    CHECK_EQ(GetWriteWatch(0, pages, 8 * 4096, written, &count, &page_size), 0);
    CHECK_EQ(count, 0);
    CHECK(VirtualFree(pages, 0, MEM_RELEASE));
    return 0;
}
