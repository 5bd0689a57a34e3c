// You may read that decommitted memory cannot be used until it is released. Imprecise: others cannot
// have it, but its owner can commit it again at once.
#include "lab.h"

int main(void)
{
    char *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    strcpy(page, "before");
    CHECK(VirtualFree(page, 4096, MEM_DECOMMIT));

    // Whatever else is allocated keeps away from it.
    char *other = VirtualAlloc(NULL, 4096, MEM_COMMIT, PAGE_READWRITE);
    CHECK(other != page);

    CHECK(VirtualAlloc(page, 4096, MEM_COMMIT, PAGE_READWRITE) == page);
    CHECK_EQ(page[0], 0);
    strcpy(page, "after");
    printf("It says: %s\n", page);

    CHECK(VirtualFree(page, 0, MEM_RELEASE));
    CHECK(VirtualFree(other, 0, MEM_RELEASE));
    return 0;
}
