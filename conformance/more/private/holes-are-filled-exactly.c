// FACT: A released block leaves a hole that a block of its size fits into exactly; one byte more runs into the next allocation.
// SOURCE: sdk-api memoryapi VirtualAlloc (lpAddress, dwSize)
#include "lab.h"

static DWORD try_at(BYTE *where, SIZE_T size)
{
    BYTE *p;
    SetLastError(0);
    p = VirtualAlloc(where, size, MEM_RESERVE, PAGE_READWRITE);
    if (!p) return GetLastError();
    VirtualFree(p, 0, MEM_RELEASE);
    return 0;
}

int main(void)
{
    BYTE *place = VirtualAlloc(NULL, 0x50000, MEM_RESERVE, PAGE_NOACCESS);

    VirtualFree(place, 0, MEM_RELEASE);
    CHECK_EQ(VirtualAlloc(place, 0x10000, MEM_RESERVE, PAGE_READWRITE), place);
    CHECK_EQ(VirtualAlloc(place + 0x40000, 0x10000, MEM_RESERVE, PAGE_READWRITE), place + 0x40000);

    CHECK_EQ(try_at(place + 0x10000, 0x30000), 0);
    CHECK_EQ(try_at(place + 0x10000, 0x30001), ERROR_INVALID_ADDRESS);
    CHECK_EQ(try_at(place + 0x10001, 0x2FFFF), 0);
    CHECK_EQ(try_at(place + 0x10001, 0x30000), ERROR_INVALID_ADDRESS);
    CHECK_EQ(try_at(place + 0x0FFFF, 1), ERROR_INVALID_ADDRESS);
    CHECK_EQ(try_at(place + 0x3FFFF, 1), 0);
    CHECK_EQ(try_at(place + 0x3FFFF, 2), ERROR_INVALID_ADDRESS);
    CHECK_EQ(try_at(place + 0x20000, 0x10000), 0);
    return 0;
}
