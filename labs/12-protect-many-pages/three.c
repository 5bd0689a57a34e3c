// Three pages with three protections, and one call of VirtualProtect over all of them.
#include "lab.h"

#define PAGE 4096

int main(void)
{
    DWORD old = 0, ignored;
    char *base = VirtualAlloc(NULL, 3 * PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualProtect(base, PAGE, PAGE_READONLY, &ignored);
    VirtualProtect(base + 2 * PAGE, PAGE, PAGE_NOACCESS, &ignored); // @three

    VirtualProtect(base, 3 * PAGE, PAGE_EXECUTE_READ, &old); // @all
    printf("The old protection was 0x%lx\n", old);           // @told

    VirtualProtect(base, 3 * PAGE, old, &ignored); // @back
    printf("Put back\n");                          // @done
    return 0;
}
