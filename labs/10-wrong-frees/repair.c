// The programmer wanted to give back page one first, and all the rest later. Neither call does it.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    char *base = VirtualAlloc(NULL, 4 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    VirtualFree(base + 4096, 4096, MEM_RELEASE); // @one
    printf("Page one is given back\n");          // @between
    VirtualFree(base, 4 * 4096, MEM_RELEASE);    // @all
    printf("All is given back\n");               // @done
    return 0;
}
