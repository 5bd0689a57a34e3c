// Committed memory has no physical page until someone reads or writes it.
#include "lab.h"

int is_resident(void *page)
{
    PSAPI_WORKING_SET_EX_INFORMATION page_info;
    page_info.VirtualAddress = page;
    QueryWorkingSetEx(GetCurrentProcess(), &page_info, sizeof page_info);
    return page_info.VirtualAttributes.Flags & 1;
}

int main(void)
{
    char *pages = VirtualAlloc(NULL, 4 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *touched = pages + 2 * 4096;

    CHECK_EQ(is_resident(pages), 0);
    CHECK_EQ(is_resident(touched), 0);

    *touched = 1;
    CHECK_EQ(is_resident(touched), 1);
    CHECK_EQ(is_resident(pages), 0);

    // Reading counts as well: there has to be a zero to read.
    char zero = pages[0];
    CHECK_EQ(zero, 0);
    CHECK_EQ(is_resident(pages), 1);

    CHECK(VirtualFree(pages, 0, MEM_RELEASE));
    return 0;
}
