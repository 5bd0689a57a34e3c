// MEM_TOP_DOWN asks for the highest free place.
#include "lab.h"

int main(void)
{
    SYSTEM_INFO system;
    GetSystemInfo(&system);

    char *low = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE);
    char *high = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_TOP_DOWN, PAGE_READWRITE);
    printf("Low:  %p\n", low);
    printf("High: %p\n", high);

    CHECK(low != NULL);
    CHECK(high > low);
    CHECK(high + 0xFFFF <= (char *)system.lpMaximumApplicationAddress);

    CHECK(VirtualFree(high, 0, MEM_RELEASE));
    CHECK(VirtualFree(low, 0, MEM_RELEASE));
    return 0;
}
