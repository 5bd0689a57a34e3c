// Memory that is released twice.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    DWORD error = 0;
    char *base = VirtualAlloc(NULL, 4 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    VirtualFree(base, 0, MEM_RELEASE);                                // @once
    if (!VirtualFree(base, 0, MEM_RELEASE)) error = GetLastError();   // @twice
    printf("The second time: error %lu\n", error);                    // @told
    return 0;
}
