// Touch memory that is free, reserved, committed without access, and committed read-only.
#include "lab.h"

static DWORD code[4][2];

int main(void)
{
    char *place[4];
    place[0] = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);
    place[1] = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);
    place[2] = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_NOACCESS);
    place[3] = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);
    VirtualFree(place[0], 0, MEM_RELEASE);

    for (int i = 0; i < 4; i++) {
        code[i][0] = probe_read(place[i]);
        code[i][1] = probe_write(place[i], 1);
    }

    printf("          read       write\n"); // @touched
    for (int i = 0; i < 4; i++)
        printf("place %d: 0x%08lx 0x%08lx\n", i, code[i][0], code[i][1]);
    return 0;
}
