// FACT: What the machine says of itself agrees wherever it is asked: page size, granularity, sizes of memory, and the folders of the system.
// SOURCE: Microsoft, GetSystemInfo, GetPerformanceInfo, GlobalMemoryStatusEx, GlobalMemoryStatus, GetPhysicallyInstalledSystemMemory, GetLargePageMinimum
#include "lab.h"

int main(void)
{
    SYSTEM_INFO system, native;
    MEMORYSTATUSEX status = { sizeof status };
    MEMORYSTATUS old = { 0 };
    PERFORMANCE_INFORMATION performance;
    char folder[MAX_PATH], windows[MAX_PATH];
    UINT length;

    GetSystemInfo(&system);
    GetNativeSystemInfo(&native);
    CHECK_EQ(system.dwPageSize, 0x1000);
    CHECK_EQ(system.dwAllocationGranularity, 0x10000);
    CHECK_EQ(system.wProcessorArchitecture, 9);
    CHECK_EQ((ULONG_PTR)system.lpMinimumApplicationAddress, 0x10000);
    CHECK_EQ((ULONG_PTR)system.lpMaximumApplicationAddress, 0x7ffffffeffff);
    CHECK(system.lpMaximumApplicationAddress == native.lpMaximumApplicationAddress);
    CHECK(system.dwNumberOfProcessors >= 1);
    CHECK(system.dwActiveProcessorMask != 0);
    SetLastError(0);
    CHECK_EQ(GlobalMemoryStatusEx(&status), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK(GetPerformanceInfo(&performance, sizeof performance));
    CHECK(status.ullTotalPhys == performance.PhysicalTotal * performance.PageSize);
    CHECK_EQ(performance.PageSize, 0x1000);
    CHECK(status.ullAvailPhys <= status.ullTotalPhys);
    CHECK(status.dwMemoryLoad <= 100);
    GlobalMemoryStatus(&old);
    CHECK_EQ(old.dwLength, 0x38);
    CHECK(old.dwTotalPhys == status.ullTotalPhys);
    CHECK(old.dwTotalVirtual == status.ullTotalVirtual);
    CHECK((ULONG_PTR)system.lpMaximumApplicationAddress - (ULONG_PTR)system.lpMinimumApplicationAddress + 1 == status.ullTotalVirtual);
    status.dwLength = 63;
    SetLastError(0);
    CHECK_EQ(GlobalMemoryStatusEx(&status), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(GetPhysicallyInstalledSystemMemory(NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK_EQ(GetLargePageMinimum(), 0x200000);
    length = GetWindowsDirectoryA(windows, sizeof windows);
    CHECK(length == strlen(windows));
    CHECK(GetWindowsDirectoryA(NULL, 0) == length + 1);
    CHECK(GetWindowsDirectoryA(windows, length) == length + 1);
    length = GetSystemDirectoryA(folder, sizeof folder);
    CHECK(length == strlen(folder));
    CHECK(GetSystemDirectoryA(folder, 3) == length + 1);
    CHECK_EQ(_strnicmp(folder, windows, strlen(windows)), 0);
    SetLastError(0);
    CHECK(GetFileAttributesA("C:\\no-such-file") != 0);
    CHECK_EQ(GetLastError(), ERROR_FILE_NOT_FOUND);
    CHECK_EQ(GetFileAttributesA(windows) & FILE_ATTRIBUTE_DIRECTORY, 0x10);
    return 0;
}
