// Use guard pages to notice that a stack grows: Windows does so for every thread.
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    ULONG_PTR low, high;
    int guards = 0, local = 0;
    char *first_writable = NULL;

    GetCurrentThreadStackLimits(&low, &high);
    CHECK((ULONG_PTR)&local > low && (ULONG_PTR)&local < high);

    char *at = (char *)low;
    while (at < (char *)high) {
        VirtualQuery(at, &info, sizeof info);
        if (info.Protect == (PAGE_READWRITE | PAGE_GUARD)) guards++;
        if (info.Protect == PAGE_READWRITE && first_writable == NULL) first_writable = at;
        at += info.RegionSize;
    }
    CHECK_EQ(guards, 1);
    CHECK((char *)&local >= first_writable);

    // All of it is one allocation, reserved when the thread was made.
    VirtualQuery(&local, &info, sizeof info);
    CHECK_EQ((ULONG_PTR)info.AllocationBase, low);
    CHECK_EQ(info.Type, MEM_PRIVATE);
    return 0;
}
