// Commit much, then touch it page by page.
#include <windows.h>
#include <stdio.h>

#define MIB (1024 * 1024)

int main(void)
{
    char *base = VirtualAlloc(NULL, 64 * MIB, MEM_RESERVE, PAGE_READWRITE); // @reserve
    VirtualAlloc(base, 64 * MIB, MEM_COMMIT, PAGE_READWRITE);               // @commit

    for (int i = 0; i < 16 * MIB; i += 4096)
        base[i] = 1;

    printf("16 MiB touched\n"); // @touched

    char *second = base + 16 * MIB;
    // @more Bring the next 16 MiB into memory, from second on, with as few writes as that takes.

    printf("Done\n"); // @done
    return 0;
}
