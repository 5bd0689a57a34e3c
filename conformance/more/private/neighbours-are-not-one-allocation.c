// FACT: Two allocations side by side can be used as one stretch of bytes, but no call of the VirtualAlloc family reaches from one into the other.
// SOURCE: sdk-api memoryapi VirtualAlloc, VirtualProtect, VirtualFree (pages of one allocation)
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    DWORD old;
    BYTE *place = VirtualAlloc(NULL, 0x40000, MEM_RESERVE, PAGE_NOACCESS), *left, *right;

    VirtualFree(place, 0, MEM_RELEASE);
    left = VirtualAlloc(place, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    right = VirtualAlloc(place + 0x10000, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK_EQ(right, left + 0x10000);

    memset(left + 0xFF00, 9, 0x200);
    CHECK_EQ(right[0xFF], 9);
    CHECK_EQ(right[0x100], 0);

    SetLastError(0);
    CHECK(!VirtualProtect(left + 0xF000, 0x2000, PAGE_READONLY, &old));
    // Wine 8.0 says ERROR_INVALID_PARAMETER; NtProtectVirtualMemory says STATUS_CONFLICTING_ADDRESSES, which is this error.
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK(VirtualAlloc(left + 0xF000, 0x2000, MEM_COMMIT, PAGE_READWRITE) == NULL);
    CHECK(!VirtualFree(left + 0xF000, 0x2000, MEM_DECOMMIT));
    CHECK_EQ(left[0xFFFF] + right[0], 18);

    VirtualQuery(left, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x10000);
    CHECK(VirtualFree(left, 0, MEM_RELEASE));
    CHECK_EQ(probe_read(left + 0xFFFF), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(right[0], 9);
    VirtualQuery(right, &m, sizeof m);
    CHECK(m.AllocationBase == right);
    CHECK(VirtualFree(right, 0, MEM_RELEASE));
    return 0;
}
