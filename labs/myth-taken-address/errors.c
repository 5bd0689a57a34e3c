// Five addresses that cannot be had, and the reason that Windows gives for each.
#include <windows.h>
#include <stdio.h>

static DWORD error_at(void *address, DWORD how)
{
    SetLastError(0);
    if (VirtualAlloc(address, 4096, how, PAGE_READWRITE) != NULL) return 0;
    return GetLastError();
}

int main(void)
{
    char *block = VirtualAlloc(NULL, 65536, MEM_RESERVE, PAGE_READWRITE);
    DWORD taken = error_at(block, MEM_RESERVE);
    DWORD module = error_at(GetModuleHandleA("ntdll.dll"), MEM_RESERVE);
    VirtualFree(block, 0, MEM_RELEASE);
    DWORD unreserved = error_at(block, MEM_COMMIT);
    DWORD lowest = error_at((void *)0x1000, MEM_RESERVE);
    DWORD kernel = error_at((void *)0xFFFF800000000000, MEM_RESERVE); // @tried

    printf("Reserved already:       %lu\n", taken);
    printf("Where ntdll.dll is:     %lu\n", module);
    printf("Commit, not reserved:   %lu\n", unreserved);
    printf("In the lowest 64 KiB:   %lu\n", lowest);
    printf("In the kernel's half:   %lu\n", kernel);
    return 0;
}
