// You may read that VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_NOCACHE) commits memory,
// and that PAGE_GUARD and PAGE_WRITECOMBINE are protections like it. False: they modify one.
#include "lab.h"

int main(void)
{
    SetLastError(0);
    char *page = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_NOCACHE);
    CHECK(page == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);

    // Using the result without checking it ends in an access violation.
    CHECK_EQ(probe_write(page, 1), EXCEPTION_ACCESS_VIOLATION);

    CHECK(VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_GUARD) == NULL);
    CHECK(VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_WRITECOMBINE) == NULL);

    // With a protection to modify it is welcome.
    page = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE | PAGE_NOCACHE);
    CHECK(page != NULL);
    CHECK_EQ(probe_write(page, 1), 0);
    CHECK(VirtualFree(page, 0, MEM_RELEASE));
    return 0;
}
