// You may read that VirtualAlloc returns the address it was given. Imprecise: it rounds down,
// to 64 KB when it reserves, to a page when it commits.
#include "lab.h"

int main(void)
{
    char *asked = (char *)0x400000012345;
    char *got = VirtualAlloc(asked, 100, MEM_RESERVE, PAGE_READWRITE);
    printf("Asked for %p\n", asked);
    printf("Got       %p\n", got);
    CHECK(got == (char *)0x400000010000);

    char *committed = VirtualAlloc(asked, 100, MEM_COMMIT, PAGE_READWRITE);
    printf("Committed %p\n", committed);
    CHECK(committed == (char *)0x400000012000);

    // What was asked for is inside.
    CHECK_EQ(probe_write(asked, 1), 0);
    CHECK_EQ(probe_read(got), EXCEPTION_ACCESS_VIOLATION);
    CHECK(VirtualFree(got, 0, MEM_RELEASE));
    return 0;
}
