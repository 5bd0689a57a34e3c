// Four constants that a beginner's text gives as the values of flProtect: each alone, then each with PAGE_READWRITE.
#include <windows.h>
#include <stdio.h>

static const DWORD listed[4] = { PAGE_NOACCESS, PAGE_GUARD, PAGE_NOCACHE, PAGE_WRITECOMBINE };
static int given[4][2];

int main(void)
{
    for (int row = 0; row < 4; row++)
        given[row][0] = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, listed[row]) != NULL;
    printf("alone: %d %d %d %d\n", given[0][0], given[1][0], given[2][0], given[3][0]); // @alone

    for (int row = 0; row < 4; row++)
        given[row][1] = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, listed[row] | PAGE_READWRITE) != NULL;
    printf("with:  %d %d %d %d\n", given[0][1], given[1][1], given[2][1], given[3][1]); // @with

    char *page = NULL;
    // @alarm Ask for a page that can be read and written, with an alarm at its first touch, below this line.

    printf("The page with the alarm: %p\n", page); // @done
    return 0;
}
