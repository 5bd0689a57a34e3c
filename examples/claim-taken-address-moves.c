// You may read that memory asked for at an occupied address is put elsewhere. False: the call fails.
#include "lab.h"

int main(void)
{
    char *taken = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    strcpy(taken, "mine");

    SetLastError(0);
    char *second = VirtualAlloc(taken, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(second == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK(strcmp(taken, "mine") == 0);

    // Only NULL leaves the choice to the system.
    second = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK(second != NULL && second != taken);

    // Once released, the place can be asked for again.
    CHECK(VirtualFree(taken, 0, MEM_RELEASE));
    CHECK(VirtualAlloc(taken, 0x10000, MEM_RESERVE, PAGE_READWRITE) == taken);
    return 0;
}
