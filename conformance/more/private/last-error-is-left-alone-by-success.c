// FACT: GetLastError keeps the last failure: calls of the VirtualAlloc family that succeed do not touch it, and each failure puts its own number there.
// SOURCE: sdk-api errhandlingapi GetLastError (most functions set it only when they fail)
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    DWORD old;
    BYTE *p;

    SetLastError(0xCAFE);
    p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE, PAGE_READWRITE);
    VirtualAlloc(p, 0x2000, MEM_COMMIT, PAGE_READWRITE);
    VirtualProtect(p, 0x1000, PAGE_READONLY, &old);
    VirtualQuery(p, &m, sizeof m);
    VirtualFree(p + 0x1000, 0x1000, MEM_DECOMMIT);
    CHECK_EQ(GetLastError(), 0xCAFE);

    CHECK(!VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old));
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK(!VirtualFree(p, 1, MEM_RELEASE));
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0xFFFFFFFF);
    CHECK_EQ(GetLastError(), 0xFFFFFFFF);
    return 0;
}
