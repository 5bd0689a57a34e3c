// The commit limit: there is free memory, and still VirtualAlloc says no with 1455.
// VadLab machine: ram=256M page-file=0 commit-limit=128M
#include "lab.h"

int main(void)
{
    MEMORYSTATUSEX memory = { sizeof memory };
    GlobalMemoryStatusEx(&memory);
    // Windows promises a place for every committed page. ullAvailPageFile is what it can still promise.
    SIZE_T room = (SIZE_T)memory.ullAvailPageFile;

    void *reserved = VirtualAlloc(NULL, room, MEM_RESERVE, PAGE_NOACCESS);
    CHECK(reserved != NULL); // addresses alone cost nothing
    CHECK(VirtualFree(reserved, 0, MEM_RELEASE));

    SetLastError(0);
    void *p = VirtualAlloc(NULL, room + 0x1000000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    TODO_WINE_CHECK(p == NULL && GetLastError() == ERROR_COMMITMENT_LIMIT);
    if (p != NULL) VirtualFree(p, 0, MEM_RELEASE);
    return 0;
}
