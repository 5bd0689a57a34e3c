// Open three pages for a moment to write into them, then give each the protection that it had.
#include "lab.h"

#define PAGE 4096

int main(void)
{
    DWORD was[3] = {0, 0, 0}, ignored;
    char *base = VirtualAlloc(NULL, 3 * PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualProtect(base, PAGE, PAGE_READONLY, &ignored);
    VirtualProtect(base + 2 * PAGE, PAGE, PAGE_NOACCESS, &ignored);

    VirtualProtect(base, 3 * PAGE, PAGE_READWRITE, &was[0]); // @open

    memset(base, 7, 3 * PAGE); // @write

    for (int i = 0; i < 3; i++)
        VirtualProtect(base + i * PAGE, PAGE, was[i], &ignored);
    printf("0x%lx 0x%lx 0x%lx\n", was[0], was[1], was[2]); // @done
    return 0;
}
