// A locked page stays in physical memory until it is unlocked.
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
    char *secret = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    CHECK_EQ(is_resident(secret), 0);

    CHECK(VirtualLock(secret, 4096));
    CHECK_EQ(is_resident(secret), 1);

    strcpy(secret, "not for the page file");
    printf("%s\n", secret);
    memset(secret, 0, 4096);

    CHECK(VirtualUnlock(secret, 4096));
    CHECK(VirtualFree(secret, 0, MEM_RELEASE));
    return 0;
}
