// 16 pages are filled, taken from the working set, and used again. What became of them in between?
#include "lab.h"

#define PAGES 16

int main(void)
{
    int right = 0;
    char *data = VirtualAlloc(NULL, PAGES * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    for (int i = 0; i < PAGES; i++) data[i * 4096] = 'a' + i; // @fill

    // @trim Take every page from the working set of this process, below this line.

    for (int i = 0; i < PAGES; i++) // @again
        if (data[i * 4096] == 'a' + i) right++;
    printf("%d of %d pages are as they were\n", right, PAGES); // @done
    return 0;
}
