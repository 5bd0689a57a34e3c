// FACT: A page of a copy-on-write view says PAGE_WRITECOPY until it is written and PAGE_READWRITE afterwards; protecting it again leaves the copy a copy, and the other pages of the view go on following the section.
// SOURCE: Microsoft, Memory Protection (Copy-on-Write Protection), Memory Protection Constants (PAGE_WRITECOPY: "the private page is marked as PAGE_READWRITE"); VirtualQuery
#include "lab.h"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x4000, NULL);
    BYTE *shared = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    BYTE *copy = (BYTE *)MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);
    MEMORY_BASIC_INFORMATION m;
    DWORD old;

    for (int i = 0; i < 4; i++) shared[i * 0x1000] = 0x10 + i;
    VirtualQuery(copy, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_WRITECOPY);
    CHECK_EQ(m.AllocationProtect, PAGE_WRITECOPY);
    CHECK_EQ(m.RegionSize, 0x4000);
    CHECK_EQ(probe_read(copy + 0x1000), 0);
    VirtualQuery(copy, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x4000);
    CHECK_EQ(probe_write(copy + 0x1001, 0xee), 0);
    VirtualQuery(copy, &m, sizeof m);
    TODO_WINE_CHECK_EQ(m.RegionSize, 0x1000);
    CHECK_EQ(m.Protect, PAGE_WRITECOPY);
    VirtualQuery(copy + 0x1000, &m, sizeof m);
    TODO_WINE_CHECK_EQ(m.RegionSize, 0x1000);
    TODO_WINE_CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(m.AllocationProtect, PAGE_WRITECOPY);
    CHECK_EQ(m.Type, MEM_MAPPED);
    CHECK_EQ(m.State, MEM_COMMIT);
    VirtualQuery(copy + 0x2000, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x2000);
    CHECK_EQ(m.Protect, PAGE_WRITECOPY);
    CHECK_EQ(copy[0x1000], 0x11);
    CHECK_EQ(shared[0x1001], 0);

    SetLastError(0);
    CHECK_EQ(VirtualProtect(copy, 0x4000, PAGE_READONLY, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(old, PAGE_WRITECOPY);
    VirtualQuery(copy, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x4000);
    CHECK_EQ(probe_write(copy, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_write(copy + 0x1000, 1), EXCEPTION_ACCESS_VIOLATION);
    shared[0x1000] = 0x77;
    shared[0x2000] = 0x78;
    CHECK_EQ(copy[0x1000], 0x11);
    CHECK_EQ(copy[0x1001], 0xee);
    CHECK_EQ(copy[0x2000], 0x78);
    SetLastError(0);
    CHECK_EQ(VirtualProtect(copy, 0x4000, PAGE_WRITECOPY, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(old, PAGE_READONLY);
    VirtualQuery(copy + 0x2000, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_WRITECOPY);
    CHECK_EQ(probe_write(copy + 0x1002, 0xdd), 0);
    CHECK_EQ(copy[0x1001], 0xee);
    CHECK_EQ(copy[0x1002], 0xdd);
    CHECK_EQ(shared[0x1002], 0);
    CHECK_EQ(probe_write(copy + 0x2001, 0xcc), 0);
    CHECK_EQ(copy[0x2000], 0x78);
    shared[0x2000] = 0x79;
    CHECK_EQ(copy[0x2000], 0x78);
    CHECK_EQ(copy[0x3000], 0x13);
    SetLastError(0);
    CHECK_EQ(VirtualProtect(copy, 0x1000, PAGE_NOACCESS, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(probe_read(copy), EXCEPTION_ACCESS_VIOLATION);
    SetLastError(0);
    CHECK_EQ(VirtualProtect(copy + 0x2000, 0x1000, PAGE_NOACCESS, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(probe_read(copy + 0x2000), EXCEPTION_ACCESS_VIOLATION);
    SetLastError(0);
    CHECK_EQ(VirtualProtect(copy + 0x2000, 0x1000, PAGE_READONLY, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(old, PAGE_NOACCESS);
    CHECK_EQ(copy[0x2000], 0x78);
    SetLastError(0);
    CHECK_EQ(VirtualProtect(copy, 0x1000, PAGE_READONLY, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(copy[0], 0x10);
    return 0;
}
