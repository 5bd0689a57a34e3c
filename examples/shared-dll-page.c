// All processes share a DLL's pages. Who writes one gets a copy.
#include "lab.h"

int is_shared(void *page)
{
    PSAPI_WORKING_SET_EX_INFORMATION page_info;
    page_info.VirtualAddress = page;
    page_info.VirtualAttributes.Flags = 0;
    QueryWorkingSetEx(GetCurrentProcess(), &page_info, sizeof page_info);
    return page_info.VirtualAttributes.Flags >> 15 & 1;
}

int main(void)
{
    DWORD old_protection;
    char *dll = (char *)GetModuleHandleA("kernel32.dll");
    CHECK_EQ(probe_read(dll), 0);
    CHECK_EQ(is_shared(dll), 1);

    CHECK(VirtualProtect(dll, 4096, PAGE_READWRITE, &old_protection));
    CHECK_EQ(probe_write(dll, 'M'), 0);
    CHECK_EQ(is_shared(dll), 0);

    CHECK(VirtualProtect(dll, 4096, old_protection, &old_protection));
    return 0;
}
