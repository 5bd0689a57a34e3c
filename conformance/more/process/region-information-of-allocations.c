// FACT: QueryVirtualMemoryInformation describes a whole allocation whichever of its pages it is asked about: base, protection it was made with, size, and what of it is charged; free addresses are refused.
// SOURCE: Microsoft, QueryVirtualMemoryInformation, WIN32_MEMORY_REGION_INFORMATION (RegionSize, CommitSize: "for private allocations, the combined size of pages that are committed"); wine dlls/psapi/tests/psapi_main.c test_GetMappedFileName (STATUS_INVALID_ADDRESS is ERROR_UNEXP_NET_ERR)
#include "lab.h"

static WIN32_MEMORY_REGION_INFORMATION r;

int main(void)
{
    HANDLE self = GetCurrentProcess(), section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x5000, NULL);
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READONLY), *v, *c;
    SIZE_T n = 0;
    DWORD old;

    VirtualAlloc(p + 0x1000, 0x2000, MEM_COMMIT, PAGE_READWRITE);
    CHECK_EQ(QueryVirtualMemoryInformation(self, p + 0x2345, MemoryRegionInfo, &r, sizeof r, &n), 1);
    TODO_WINE_CHECK_EQ(n, sizeof r);
    CHECK(r.AllocationBase == p);
    CHECK_EQ(r.AllocationProtect, PAGE_READONLY);
    TODO_WINE_CHECK_EQ(r.RegionSize, 0x10000);
    TODO_WINE_CHECK_EQ(r.CommitSize, 0x2000);
    VirtualProtect(p + 0x1000, 0x1000, PAGE_EXECUTE_READ, &old);
    CHECK_EQ(QueryVirtualMemoryInformation(self, p + 0xf000, MemoryRegionInfo, &r, sizeof r, NULL), 1);
    CHECK(r.AllocationBase == p);
    CHECK_EQ(r.AllocationProtect, PAGE_READONLY);
    TODO_WINE_CHECK_EQ(r.RegionSize, 0x10000);
    VirtualFree(p + 0x1000, 0x1000, MEM_DECOMMIT);
    QueryVirtualMemoryInformation(self, p, MemoryRegionInfo, &r, sizeof r, &n);
    TODO_WINE_CHECK_EQ(r.CommitSize, 0x1000);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    CHECK_EQ(QueryVirtualMemoryInformation(self, v + 0x1000, MemoryRegionInfo, &r, sizeof r, &n), 1);
    CHECK(r.AllocationBase == v);
    CHECK_EQ(r.AllocationProtect, PAGE_READWRITE);
    TODO_WINE_CHECK_EQ(r.RegionSize, 0x5000);
    TODO_WINE_CHECK_EQ(r.CommitSize, 0);
    CHECK_EQ(r.MappedDataFile, 0);
    CHECK_EQ(r.MappedImage, 0);
    TODO_WINE_CHECK_EQ(r.MappedPageFile, 1);
    c = (BYTE *)MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0x3000);
    c[0] = 1;
    CHECK_EQ(QueryVirtualMemoryInformation(self, c, MemoryRegionInfo, &r, sizeof r, &n), 1);
    CHECK(r.AllocationBase == c);
    CHECK_EQ(r.AllocationProtect, PAGE_WRITECOPY);
    TODO_WINE_CHECK_EQ(r.CommitSize, 0x3000);
    CHECK_EQ(QueryVirtualMemoryInformation(self, (BYTE *)GetModuleHandleA("ntdll.dll") + 0x1234, MemoryRegionInfo, &r, sizeof r, &n), 1);
    CHECK(r.AllocationBase == (PVOID)GetModuleHandleA("ntdll.dll"));
    CHECK_EQ(r.AllocationProtect, PAGE_EXECUTE_WRITECOPY);
    TODO_WINE_CHECK_EQ(r.MappedImage, 1);
    SetLastError(0);
    CHECK_EQ(QueryVirtualMemoryInformation(self, p, MemoryRegionInfo, &r, 8, &n), 0);
    CHECK_EQ(GetLastError(), ERROR_BAD_LENGTH);
    VirtualFree(p, 0, MEM_RELEASE);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(QueryVirtualMemoryInformation(self, p, MemoryRegionInfo, &r, sizeof r, &n), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_UNEXP_NET_ERR); /* as STATUS_INVALID_ADDRESS is told */
    return 0;
}
