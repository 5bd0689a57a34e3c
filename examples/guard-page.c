// PAGE_GUARD raises an exception at the first touch and is gone.
#include "lab.h"

DWORD protection_of(void *address)
{
    MEMORY_BASIC_INFORMATION info;
    VirtualQuery(address, &info, sizeof info);
    return info.Protect;
}

int main(void)
{
    DWORD old_protection;
    char *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);
    CHECK_EQ(protection_of(page), PAGE_READWRITE | PAGE_GUARD);

    CHECK_EQ(probe_write(page, 'x'), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(protection_of(page), PAGE_READWRITE);
    CHECK_EQ(page[0], 0);

    CHECK_EQ(probe_write(page, 'x'), 0);
    CHECK_EQ(page[0], 'x');

    // The alarm can be set again.
    CHECK(VirtualProtect(page, 4096, PAGE_READWRITE | PAGE_GUARD, &old_protection));
    CHECK_EQ(probe_read(page), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(probe_read(page), 0);
    CHECK(VirtualFree(page, 0, MEM_RELEASE));
    return 0;
}
