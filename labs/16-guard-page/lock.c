// A guard page that is not touched by the program itself, but by a system call on its behalf.
#include "lab.h"

int main(void)
{
    char *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);
    BOOL locked = VirtualLock(page, 4096); // @lock
    printf("locked: %d, error 0x%lx\n", locked, locked ? 0 : GetLastError());
    BOOL again = VirtualLock(page, 4096); // @again
    printf("locked: %d\n", again);
    return 0;
}
