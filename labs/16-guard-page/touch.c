// Three pages, the middle one guarded, and two writes to it.
#include "lab.h"

#define PAGE 4096

int main(void)
{
    DWORD old;
    char *base = VirtualAlloc(NULL, 3 * PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualProtect(base + PAGE, PAGE, PAGE_READWRITE | PAGE_GUARD, &old); // @guard

    DWORD first = probe_write(base + PAGE, 'x');  // @first
    char found = base[PAGE];                      // @found
    DWORD second = probe_write(base + PAGE, 'x'); // @second
    printf("first 0x%lx, then %d, second 0x%lx\n", first, found, second);
    return 0;
}
