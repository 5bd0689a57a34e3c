// FACT: MEM_DECOMMIT with the base and size 0 decommits the whole allocation whatever its pages were, and keeps the reservation.
// SOURCE: sdk-api memoryapi VirtualFree (dwSize)
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    DWORD old;
    int zero = 1;
    BYTE *p = VirtualAlloc(NULL, 0x30000, MEM_RESERVE, PAGE_READWRITE);

    VirtualAlloc(p, 0x8000, MEM_COMMIT, PAGE_READWRITE);
    VirtualAlloc(p + 0x18000, 0x18000, MEM_COMMIT, PAGE_READWRITE);
    memset(p, 1, 0x8000);
    memset(p + 0x18000, 2, 0x18000);
    VirtualProtect(p + 0x20000, 0x4000, PAGE_NOACCESS, &old);
    VirtualProtect(p + 0x28000, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old);

    // Size 0 anywhere but at the base is refused.
    SetLastError(0);
    CHECK(!VirtualFree(p + 0x18000, 0, MEM_DECOMMIT));
    CHECK_EQ(probe_read(p + 0x18000), 0);

    CHECK(VirtualFree(p, 0, MEM_DECOMMIT));
    for (int page = 0; page < 48; page++) {
        VirtualQuery(p + page * 0x1000, &m, sizeof m);
        if (m.State != MEM_RESERVE || m.AllocationBase != p) zero = 0;
    }
    CHECK_EQ(zero, 1);
    CHECK_EQ(probe_read(p + 0x27000), EXCEPTION_ACCESS_VIOLATION);
    // A reserved page has no protection and so no guard. (Wine 8.0 forgets to clear the guard.)
    TODO_WINE_CHECK_EQ(probe_read(p + 0x28000), EXCEPTION_ACCESS_VIOLATION);

    CHECK_EQ(VirtualAlloc(p, 0x30000, MEM_COMMIT, PAGE_READWRITE), p);
    for (int i = 0; i < 0x30000; i++) if (p[i]) zero = 0;
    CHECK_EQ(zero, 1);
    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    return 0;
}
