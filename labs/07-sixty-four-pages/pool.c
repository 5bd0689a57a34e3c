// Get 64 pages out of one reservation.
#include <windows.h>
#include <stdio.h>

#define PAGES 64

int main(void)
{
    char *block[PAGES];
    char *pool = NULL;
    // @reserve Reserve room for all pages at once, and keep its address in pool, below this line.

    for (int i = 0; i < PAGES; i++)
        block[i] = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @page

    printf("First %p, last %p\n", block[0], block[PAGES - 1]); // @got
    return 0;
}
