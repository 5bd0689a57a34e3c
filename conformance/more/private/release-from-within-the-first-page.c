// FACT: MEM_RELEASE takes any address in the first page of an allocation; one byte further it fails with ERROR_INVALID_ADDRESS.
// SOURCE: wine ntdll/unix/virtual.c NtFreeVirtualMemory (rounds the address down); reactos ntoskrnl/mm/ARM3/virtual.c NtFreeVirtualMemory (PAGE_ALIGN)
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    BYTE *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    p[0] = 1;
    SetLastError(0);
    CHECK(!VirtualFree(p + 0x1000, 0, MEM_RELEASE));
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK(!VirtualFree(p + 0x2FFF, 0, MEM_RELEASE));
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK_EQ(p[0], 1);

    CHECK(VirtualFree(p + 0xFFF, 0, MEM_RELEASE));
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.State, MEM_FREE);
    CHECK_EQ(m.BaseAddress, p);
    return 0;
}
