// Protection says who may touch a page. It never changes what is in it.
#include "lab.h"

int main(void)
{
    DWORD old_protection;
    char *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    strcpy(page, "carved in stone");

    CHECK(VirtualProtect(page, 4096, PAGE_READONLY, &old_protection));
    CHECK_EQ(probe_read(page), 0);
    CHECK_EQ(probe_write(page, 'X'), EXCEPTION_ACCESS_VIOLATION);
    printf("Read-only: %s\n", page);

    CHECK(VirtualProtect(page, 4096, PAGE_NOACCESS, &old_protection));
    CHECK_EQ(probe_read(page), EXCEPTION_ACCESS_VIOLATION);

    CHECK(VirtualProtect(page, 4096, PAGE_READWRITE, &old_protection));
    page[0] = 'C';
    printf("Read-write again: %s\n", page);
    CHECK(VirtualFree(page, 0, MEM_RELEASE));
    return 0;
}
