// Allocations start at multiples of 64 KB. A small one leaves a hole that nobody can use.
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    char *one_page = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);
    char *behind = one_page + 4096;

    CHECK_EQ((ULONG_PTR)one_page % 0x10000, 0);
    VirtualQuery(behind, &info, sizeof info);
    CHECK_EQ(info.State, MEM_FREE);

    // Free, but a reservation there would have to start at one_page.
    SetLastError(0);
    CHECK(VirtualAlloc(behind, 4096, MEM_RESERVE, PAGE_READWRITE) == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);

    // The same 64 KB serve as one block with room for sixteen pages.
    CHECK(VirtualFree(one_page, 0, MEM_RELEASE));
    CHECK(VirtualAlloc(one_page, 0x10000, MEM_RESERVE, PAGE_READWRITE) == one_page);
    CHECK(VirtualAlloc(behind, 4096, MEM_COMMIT, PAGE_READWRITE) == behind);
    CHECK(VirtualFree(one_page, 0, MEM_RELEASE));
    return 0;
}
