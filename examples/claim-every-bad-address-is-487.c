// You may read that an invalid address always fails with ERROR_INVALID_ADDRESS (487). Imprecise:
// an address that no program can have is ERROR_INVALID_PARAMETER (87).
#include "lab.h"

DWORD error_at(void *address, DWORD how)
{
    SetLastError(0);
    if (VirtualAlloc(address, 4096, how, PAGE_READWRITE) != NULL) return 0;
    return GetLastError();
}

int main(void)
{
    char *reserved = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE);

    // Taken, or not reserved before it is committed.
    CHECK_EQ(error_at(reserved, MEM_RESERVE), ERROR_INVALID_ADDRESS);
    CHECK_EQ(error_at(GetModuleHandleA("ntdll.dll"), MEM_RESERVE), ERROR_INVALID_ADDRESS);
    CHECK(VirtualFree(reserved, 0, MEM_RELEASE));
    CHECK_EQ(error_at(reserved, MEM_COMMIT), ERROR_INVALID_ADDRESS);

    // The lowest 64 KB, and the kernel's half.
    CHECK_EQ(error_at((void *)0x1000, MEM_RESERVE), ERROR_INVALID_PARAMETER);
    CHECK_EQ(error_at((void *)0xFFFF800000000000, MEM_RESERVE), ERROR_INVALID_PARAMETER);
    return 0;
}
