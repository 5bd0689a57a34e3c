// What VirtualProtect hands back is the first page's old protection: the others' are forgotten.
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
    char *first = VirtualAlloc(NULL, 3 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *second = first + 4096;
    char *third = second + 4096;
    VirtualProtect(second, 4096, PAGE_READONLY, &old_protection);
    VirtualProtect(third, 4096, PAGE_NOACCESS, &old_protection);

    CHECK(VirtualProtect(first, 3 * 4096, PAGE_EXECUTE_READ, &old_protection));
    CHECK_EQ(old_protection, PAGE_READWRITE);
    CHECK_EQ(protection_of(third), PAGE_EXECUTE_READ);

    // So "restoring" makes all three writable.
    CHECK(VirtualProtect(first, 3 * 4096, old_protection, &old_protection));
    CHECK_EQ(protection_of(second), PAGE_READWRITE);
    CHECK_EQ(protection_of(third), PAGE_READWRITE);
    CHECK(VirtualFree(first, 0, MEM_RELEASE));
    return 0;
}
