// FACT: VirtualQuery wants room for the whole record, 48 bytes on x64; more room changes nothing, less fails with ERROR_BAD_LENGTH.
// SOURCE: sdk-api memoryapi VirtualQuery (dwLength); wine kernel32/tests/virtual.c (VirtualQuery with sizeof(info) - 1)
#include "lab.h"

int main(void)
{
    struct { MEMORY_BASIC_INFORMATION m; BYTE more[100]; } answer;
    BYTE *p = VirtualAlloc(NULL, 0x1000, MEM_RESERVE, PAGE_READWRITE);

    memset(&answer, 0xEE, sizeof answer);
    SetLastError(0);
    CHECK_EQ(VirtualQuery(p, &answer.m, sizeof answer.m - 1), 0);
    CHECK_EQ(GetLastError(), ERROR_BAD_LENGTH);
    SetLastError(0);
    CHECK_EQ(VirtualQuery(p, &answer.m, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_BAD_LENGTH);

    CHECK_EQ(VirtualQuery(p, &answer.m, sizeof answer), 48);
    CHECK(answer.m.BaseAddress == p);
    CHECK_EQ(answer.m.RegionSize, 0x1000);
    CHECK_EQ(answer.more[0], 0xEE);
    CHECK_EQ(answer.more[99], 0xEE);
    return 0;
}
