// Code is written into a page, then called. Give the page the protection it should have while it is called.
#include "lab.h"

int main(void)
{
    DWORD old;
    unsigned char *code = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    code[0] = 0xC3; /* ret */

    // @protect Your call below

    FlushInstructionCache(GetCurrentProcess(), code, 1);
    DWORD called = probe_execute(code);   // @call
    DWORD written = probe_write(code, 0); // @write
    printf("called: 0x%lx, written: 0x%lx\n", called, written);
    return 0;
}
