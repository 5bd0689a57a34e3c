// Commit much, then touch it page by page.
#include <windows.h>
#include <stdio.h>

#define MIB (1024 * 1024)

int main(void)
{
    char *base = VirtualAlloc(NULL, 16 * MIB, MEM_RESERVE, PAGE_READWRITE); // @reserve
    VirtualAlloc(base, 16 * MIB, MEM_COMMIT, PAGE_READWRITE);               // @commit

    for (int i = 0; i < 4 * MIB; i += 4096)
        base[i] = 1;

    printf("4 MiB touched\n"); // @touched

    char *second = base + 4 * MIB;
    // @more Bring the next 4 MiB into memory, from second on, with as few writes as that takes.

    printf("Done\n"); // @done
    return 0;
}
