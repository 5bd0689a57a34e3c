// Ask for memory at odd addresses and in odd sizes, and see what comes of it.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *base = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);
    char *other = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);

    char *got = VirtualAlloc(base + 100, 5000, MEM_COMMIT, PAGE_READWRITE);    // @commit
    char *less = VirtualAlloc(other + 100, 4000, MEM_COMMIT, PAGE_READWRITE);  // @less
    printf("base + 100 gave %p, other + 100 gave %p\n", got, less);

    /* A free place: reserved to find it, released to have it. */
    char *place = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);
    VirtualFree(place, 0, MEM_RELEASE);
    char *taken = VirtualAlloc(place + 70000, 5000, MEM_RESERVE, PAGE_READWRITE); // @taken
    printf("%p asked for, %p reserved\n", place + 70000, taken);

    char *pair = base + 512 * 1024;
    // @pair Commit two pages from pair on with a size of only 2, below this line.

    printf("Done\n"); // @done
    return 0;
}
