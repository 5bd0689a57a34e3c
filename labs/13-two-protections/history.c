// One page through three protections, while VirtualQuery tells two things of it.
#include "lab.h"

static int counter = 7;

int main(void)
{
    DWORD old;
    char *base = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_NOACCESS);  // @reserve
    VirtualAlloc(base, 0x10000, MEM_COMMIT, PAGE_READWRITE);               // @commit
    VirtualProtect(base + 0x4000, 0x1000, PAGE_READONLY, &old);            // @protect

    int *global = &counter;
    printf("counter is %d, at %p\n", *global, (void *)global); // @global
    return 0;
}
