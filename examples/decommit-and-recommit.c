// A page can leave the middle of a block and come back, empty.
#include "lab.h"

int main(void)
{
    char *pages = VirtualAlloc(NULL, 3 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *first = pages;
    char *middle = pages + 4096;
    char *last = pages + 2 * 4096;
    *first = 'a';
    *middle = 'b';
    *last = 'c';

    CHECK(VirtualFree(middle, 4096, MEM_DECOMMIT));
    CHECK_EQ(probe_read(middle), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(*first, 'a');
    CHECK_EQ(*last, 'c');

    CHECK(VirtualAlloc(middle, 4096, MEM_COMMIT, PAGE_READWRITE) == middle);
    CHECK_EQ(*middle, 0);

    // Committing what is committed already changes nothing.
    CHECK(VirtualAlloc(pages, 3 * 4096, MEM_COMMIT, PAGE_READWRITE) == pages);
    CHECK_EQ(*first, 'a');
    CHECK_EQ(*last, 'c');

    CHECK(VirtualFree(pages, 0, MEM_RELEASE));
    return 0;
}
