// Three pages are written. What do they hold after a decommit, and after a commit?
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *base = VirtualAlloc(NULL, 3 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *one = base, *two = base + 4096, *three = base + 8192;
    *one = 1;
    *two = 2;
    *three = 3; // @written

    VirtualAlloc(one, 4096, MEM_COMMIT, PAGE_READWRITE); // @again
    printf("Page one holds %d\n", *one);

    // @decommit Decommit page two, and only that one, below this line.

    VirtualAlloc(two, 4096, MEM_COMMIT, PAGE_READWRITE); // @back
    char found = *two;                                   // @found
    printf("Page two holds %d\n", found);
    return 0;
}
