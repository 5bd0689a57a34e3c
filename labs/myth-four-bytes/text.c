// Copy four bytes to a fresh page, then to one that was in use.
#include <windows.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    char *place = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE);
    memmove(place, "1337", 4); // @fresh
    printf("On a fresh page: %s\n", place); // @printed

    strcpy(place, "abcdefg");
    memmove(place, "1337", 4);             // @used
    printf("On a used page: %s\n", place); // @again

    memset(place, 'x', 7);
    // @whole Copy "1337" once more, so that it prints as it is, below this line.

    printf("At last: %s\n", place); // @done
    return 0;
}
