// How many addresses has a process, and where do they begin and end?
#include "lab.h"

int main(void)
{
    SYSTEM_INFO system;
    MEMORY_BASIC_INFORMATION info;
    GetSystemInfo(&system);
    char *lowest = system.lpMinimumApplicationAddress;
    char *highest = system.lpMaximumApplicationAddress;

    ULONGLONG all = 1ULL << 48; /* as many as 48 bits can tell apart */
    ULONGLONG usable = highest - lowest + 1;
    ULONGLONG edges = (ULONGLONG)lowest + 65536; /* what is kept free at both ends */
    printf("48 bits: %llu TiB\n", all >> 40);
    printf("From %p to %p: %llu TiB less %llu KiB\n", lowest, highest, (usable + edges) >> 40, edges / 1024); // @counted

    char *end = (char *)0x7FFFFFFFFFFF;
    SIZE_T known = VirtualQuery(end, &info, sizeof info);
    DWORD touched = probe_read(end);

    /* Take the lowest place; if that fails, because somebody has it, it is in use all the same. */
    VirtualAlloc(lowest, 4096, MEM_RESERVE, PAGE_READWRITE);
    VirtualQuery(lowest, &info, sizeof info);
    printf("At %p: VirtualQuery %llu, reading 0x%lx\n", end, (ULONGLONG)known, touched);
    printf("At %p: state 0x%lx\n", lowest, info.State); // @ends
    return 0;
}
