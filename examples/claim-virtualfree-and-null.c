// You may read that VirtualFree needs the address of an allocation. True, and that is not all it needs.
#include "lab.h"

DWORD free_error(void *address, SIZE_T size, DWORD how)
{
    SetLastError(0);
    return VirtualFree(address, size, how) ? 0 : GetLastError();
}

int main(void)
{
    char *block = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    CHECK(free_error(NULL, 0, MEM_RELEASE) != 0);
    CHECK_EQ(free_error(block, 0x4000, MEM_RELEASE), ERROR_INVALID_PARAMETER);
    CHECK_EQ(free_error(block + 0x1000, 0, MEM_RELEASE), ERROR_INVALID_ADDRESS);
    CHECK_EQ(free_error(block, 0, MEM_DECOMMIT | MEM_RELEASE), ERROR_INVALID_PARAMETER);
    CHECK_EQ(free_error(block, 0, MEM_RELEASE), 0);

    // Twice is once too often. Wine 8.0 says 87 here; Windows' STATUS_MEMORY_NOT_ALLOCATED is 487.
    TODO_WINE_CHECK_EQ(free_error(block, 0, MEM_RELEASE), ERROR_INVALID_ADDRESS);
    return 0;
}
