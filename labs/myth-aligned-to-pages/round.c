// Sizes and addresses that are no multiples of anything.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *odd = VirtualAlloc(NULL, 5000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @odd

    char *asked = (char *)0x400000012345;
    char *got = VirtualAlloc(asked, 100, MEM_RESERVE, PAGE_READWRITE);        // @got
    char *committed_at = VirtualAlloc(asked, 100, MEM_COMMIT, PAGE_READWRITE); // @asked
    printf("5000 bytes at %p\n", odd);
    printf("Asked for %p, reserved %p, committed %p\n", asked, got, committed_at);

    char *range = VirtualAlloc(NULL, 65536, MEM_RESERVE, PAGE_READWRITE);
    // @two Commit two pages of the range with a size of 2, below this line.

    printf("The range begins at %p\n", range); // @done
    return 0;
}
