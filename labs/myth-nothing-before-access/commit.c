// Commit 1 MiB, and touch none of it yet.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *block = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE); // @commit

    SetLastError(0);
    char *second = VirtualAlloc(block, 4096, MEM_RESERVE, PAGE_READWRITE); // @second
    printf("Block %p, second %p, error %lu\n", block, second, GetLastError());

    // @touch Touch the block so that exactly three of its pages come into memory, below this line.

    printf("Done\n"); // @done
    return 0;
}
