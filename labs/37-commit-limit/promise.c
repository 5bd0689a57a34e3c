// Commit 8 MiB after 8 MiB, and touch none of it, until Windows says no.
#include "lab.h"

#define PIECE (8 * 1024 * 1024)

int main(void)
{
    int pieces = 0;
    DWORD error;
    MEMORYSTATUSEX memory = { sizeof memory }; // @start

    while (VirtualAlloc(NULL, PIECE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE) != NULL) pieces++;
    error = GetLastError(); // @refused

    GlobalMemoryStatusEx(&memory);
    printf("%d pieces, then error %lu\n", pieces, error); // @look
    printf("memory that is free: %d MiB\n", (int)(memory.ullAvailPhys >> 20));
    printf("what can still be promised: %d MiB\n", (int)(memory.ullAvailPageFile >> 20));
    return 0;
}
