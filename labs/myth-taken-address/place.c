// Ask for a place that is taken.
#include <windows.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    char *mine = VirtualAlloc(NULL, 65536, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    strcpy(mine, "mine");

    SetLastError(0);
    char *second = VirtualAlloc(mine, 65536, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @second
    printf("The second block: %p, error %lu\n", second, GetLastError());

    // @elsewhere Ask again, so that Windows may choose the place, below this line.

    printf("Mine: %p says %s. The second: %p\n", mine, mine, second); // @done
    return 0;
}
