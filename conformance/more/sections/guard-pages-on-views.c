// FACT: A guard on a page of a view is that view's and that page's alone: the first touch raises STATUS_GUARD_PAGE_VIOLATION, other views of the same page notice nothing.
// SOURCE: Microsoft, Creating Guard Pages; Memory Protection Constants (PAGE_GUARD)
#include "lab.h"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x3000, NULL);
    BYTE *v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    BYTE *w = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    BYTE *c = (BYTE *)MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);
    BYTE *r = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    MEMORY_BASIC_INFORMATION m;
    DWORD old;

    v[0x1000] = 0x42;
    SetLastError(0);
    CHECK_EQ(VirtualProtect(v + 0x1000, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(old, PAGE_READWRITE);
    VirtualQuery(v + 0x1000, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READWRITE | PAGE_GUARD);
    CHECK_EQ(m.RegionSize, 0x1000);
    VirtualQuery(w, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x3000);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(probe_write(w + 0x1001, 0x43), 0);
    CHECK_EQ(probe_read(v + 0x1001), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(probe_read(v + 0x1001), 0);
    CHECK_EQ(v[0x1001], 0x43);
    CHECK_EQ(v[0x1000], 0x42);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x3000);
    CHECK_EQ(m.Protect, PAGE_READWRITE);

    SetLastError(0);
    CHECK_EQ(VirtualProtect(r, 0x3000, PAGE_READONLY | PAGE_GUARD, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(probe_read(r + 0x2000), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(probe_read(r + 0x2000), 0);
    CHECK_EQ(probe_write(r + 0x1000, 1), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(probe_write(r + 0x1000, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_read(r + 0x1000), 0);
    VirtualQuery(r, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READONLY | PAGE_GUARD);
    CHECK_EQ(m.RegionSize, 0x1000);
    SetLastError(0);
    CHECK_EQ(VirtualProtect(r, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);

    SetLastError(0);
    CHECK_EQ(VirtualProtect(c, 0x1000, PAGE_WRITECOPY | PAGE_GUARD, &old), 1);
    CHECK_EQ(GetLastError(), 0);
    VirtualQuery(c, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_WRITECOPY | PAGE_GUARD);
    CHECK_EQ(probe_write(c, 0x99), STATUS_GUARD_PAGE_VIOLATION);
    CHECK_EQ(w[0], 0);
    VirtualQuery(c, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_WRITECOPY);
    CHECK_EQ(probe_write(c, 0x99), 0);
    CHECK_EQ(c[0], 0x99);
    CHECK_EQ(w[0], 0);
    VirtualQuery(c, &m, sizeof m);
    TODO_WINE_CHECK_EQ(m.Protect, PAGE_READWRITE);
    TODO_WINE_CHECK_EQ(m.RegionSize, 0x1000);
    return 0;
}
