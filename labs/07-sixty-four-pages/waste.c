// Get 64 pages, one by one.
#include <windows.h>
#include <stdio.h>

#define PAGES 64

int main(void)
{
    char *block[PAGES];

    for (int i = 0; i < PAGES; i++)
        block[i] = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    printf("First %p, last %p\n", block[0], block[PAGES - 1]); // @got
    return 0;
}
