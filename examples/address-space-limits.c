// The sizes and limits that everything else is built on.
#include <windows.h>
#include <stdio.h>

int main(void)
{
    SYSTEM_INFO system;
    GetSystemInfo(&system);

    printf("A page has %lu bytes\n", system.dwPageSize);
    printf("Allocations begin at multiples of %lu\n", system.dwAllocationGranularity);
    printf("The lowest address is  0x%llx\n", (ULONGLONG)system.lpMinimumApplicationAddress);
    printf("The highest address is 0x%llx\n", (ULONGLONG)system.lpMaximumApplicationAddress);

    ULONGLONG bytes = (ULONGLONG)system.lpMaximumApplicationAddress + 1;
    ULONGLONG pages = bytes / system.dwPageSize;
    printf("That makes %llu million pages\n", pages / 1000000);
    return 0;
}
