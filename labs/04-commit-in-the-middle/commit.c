// Put memory behind two pages of a range.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *base = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE); // @reserve
    char *middle = base + 512 * 1024;

    // @commit Commit two pages at middle, below this line.

    printf("Two pages at %p\n", middle); // @look

    // @free Give the whole range back with one call, below this line.

    printf("Done\n"); // @done
    return 0;
}
