// FACT: The structures of the memory API have these sizes and offsets on x64.
// SOURCE: sdk-api winnt MEMORY_BASIC_INFORMATION, sysinfoapi SYSTEM_INFO and MEMORYSTATUSEX, psapi PROCESS_MEMORY_COUNTERS; learn.microsoft.com cpp/build/x64-software-conventions (alignment)
#include "lab.h"
#include <stddef.h>

int main(void)
{
    MEMORY_BASIC_INFORMATION m;

    CHECK_EQ(sizeof m, 48);
    CHECK_EQ(offsetof(MEMORY_BASIC_INFORMATION, AllocationBase), 8);
    CHECK_EQ(offsetof(MEMORY_BASIC_INFORMATION, AllocationProtect), 16);
    CHECK_EQ(offsetof(MEMORY_BASIC_INFORMATION, RegionSize), 24);
    CHECK_EQ(offsetof(MEMORY_BASIC_INFORMATION, State), 32);
    CHECK_EQ(offsetof(MEMORY_BASIC_INFORMATION, Protect), 36);
    CHECK_EQ((char *)&m.Type - (char *)&m, 40);
    CHECK_EQ(sizeof(SYSTEM_INFO), 48);
    CHECK_EQ(offsetof(SYSTEM_INFO, lpMinimumApplicationAddress), 8);
    CHECK_EQ(FIELD_OFFSET(SYSTEM_INFO, dwAllocationGranularity), 40);
    CHECK_EQ(sizeof(MEMORYSTATUSEX), 64);
    CHECK_EQ(sizeof(PROCESS_MEMORY_COUNTERS), 72);
    CHECK_EQ(sizeof(PROCESS_MEMORY_COUNTERS_EX), 80);
    CHECK_EQ(offsetof(PROCESS_MEMORY_COUNTERS, WorkingSetSize), 16);
    CHECK_EQ(offsetof(PROCESS_MEMORY_COUNTERS, PagefileUsage), 56);
    CHECK_EQ(sizeof(PSAPI_WORKING_SET_EX_INFORMATION), 16);
    CHECK_EQ(sizeof(IMAGE_DOS_HEADER), 64);
    CHECK_EQ(sizeof(IMAGE_NT_HEADERS64), 264);
    CHECK_EQ(sizeof(IMAGE_SECTION_HEADER), 40);
    CHECK_EQ(sizeof(SECURITY_ATTRIBUTES), 24);
    CHECK_EQ(sizeof(FILETIME), 8);
    return 0;
}
