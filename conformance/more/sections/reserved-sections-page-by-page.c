// FACT: A section of SEC_RESERVE takes no commitment: its pages are committed one by one through any view, are committed in all views then, and a size beyond all memory is no obstacle to reserving.
// SOURCE: Microsoft, CreateFileMapping (SEC_RESERVE), VirtualAlloc (Remarks); wine dlls/kernel32/tests/virtual.c:743-831
#include "lab.h"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0x10, 0, NULL);
    BYTE *v, *w;
    MEMORY_BASIC_INFORMATION m;
    DWORD old;

    CHECK(section != NULL);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 8, 0, 0x40000);
    w = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 8, 0x10000, 0x20000);
    CHECK(v != NULL && w != NULL);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x40000);
    CHECK_EQ(m.State, MEM_RESERVE);
    CHECK_EQ(m.Protect, 0);
    CHECK_EQ(m.AllocationProtect, PAGE_READWRITE);
    CHECK_EQ(m.Type, MEM_MAPPED);
    SetLastError(0);
    CHECK_EQ(VirtualProtect(v, 0x1000, PAGE_READONLY, &old), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK(VirtualAlloc(v + 0x11000, 0x1001, MEM_COMMIT, PAGE_READWRITE) == v + 0x11000);
    VirtualQuery(v + 0x11000, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x2000);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    VirtualQuery(v + 0x13000, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x2d000);
    CHECK_EQ(m.State, MEM_RESERVE);
    VirtualQuery(w, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x1000);
    CHECK_EQ(m.State, MEM_RESERVE);
    VirtualQuery(w + 0x1000, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x2000);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK_EQ(m.Protect, PAGE_READONLY);
    v[0x11000] = 0x61;
    CHECK_EQ(w[0x1000], 0x61);
    CHECK_EQ(w[0x2fff], 0);
    CHECK_EQ(probe_write(w + 0x1000, 1), EXCEPTION_ACCESS_VIOLATION);
    SetLastError(0);
    CHECK_EQ(VirtualAlloc(w + 0x8000, 0x1000, MEM_COMMIT, PAGE_READWRITE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(VirtualAlloc(w + 0x8000, 0x1000, MEM_COMMIT, PAGE_READONLY) == w + 0x8000);
    VirtualQuery(v + 0x18000, &m, sizeof m);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK_EQ(m.RegionSize, 0x1000);
    CHECK_EQ(probe_write(v + 0x18000, 0x62), 0);
    CHECK_EQ(w[0x8000], 0x62);
    SetLastError(0);
    CHECK_EQ(VirtualFree(v + 0x11000, 0x1000, MEM_DECOMMIT), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    UnmapViewOfFile(v);
    CHECK_EQ(w[0x1000], 0x61);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 8, 0x10000, 0x2000);
    CHECK_EQ(v[0x1000], 0x61);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.State, MEM_RESERVE);
    return 0;
}
