// One page is filled and taken from the working set. Then the program needs more memory than the machine has.
#include "lab.h"

#define MUCH (48 * 1024 * 1024)

int main(void)
{
    char *data = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *much = VirtualAlloc(NULL, MUCH, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    strcpy(data, "still here");

    EmptyWorkingSet(GetCurrentProcess()); // @trimmed
    for (SIZE_T at = 0; at < MUCH; at += 4096) much[at] = 1;
    printf("%d MiB were written\n", MUCH >> 20); // @pressed

    char found[16];
    strcpy(found, data); // @back
    printf("%s\n", found); // @read
    return 0;
}
