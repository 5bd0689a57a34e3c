// FACT: NtMapViewOfSection tells where the view is and how many bytes it has, in whole pages; address and offset are multiples of 64 KiB, and a handle, a size or an attribute that is wrong has its own status.
// SOURCE: Microsoft, NtMapViewOfSection; wine dlls/ntdll/tests/virtual.c test_NtMapViewOfSection
#include "lab.h"

typedef ULONG(NTAPI *map_t)(HANDLE, HANDLE, PVOID *, ULONG_PTR, SIZE_T, LARGE_INTEGER *, SIZE_T *, ULONG, ULONG, ULONG);
typedef ULONG(NTAPI *unmap_t)(HANDLE, PVOID);

int main(void)
{
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");
    map_t map = (map_t)(void *)GetProcAddress(ntdll, "NtMapViewOfSection");
    unmap_t unmap = (unmap_t)(void *)GetProcAddress(ntdll, "NtUnmapViewOfSection");
    HANDLE self = GetCurrentProcess(), section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x25000, NULL);
    HANDLE readable;
    MEMORY_BASIC_INFORMATION m;
    LARGE_INTEGER offset;
    PVOID v = NULL, w = NULL, q;
    SIZE_T size = 0;
    ULONG status;

    offset.QuadPart = 0;
    CHECK(map != NULL && unmap != NULL);
    CHECK_EQ(map(section, self, &v, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0);
    CHECK_EQ(size, 0x25000);
    CHECK_EQ((ULONG_PTR)v & 0xffff, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.Type, MEM_MAPPED);
    CHECK_EQ(m.RegionSize, 0x25000);
    offset.QuadPart = 0x10000;
    size = 0x1234;
    CHECK_EQ(map(section, self, &w, 0, 0, &offset, &size, 2, 0, PAGE_READONLY), 0);
    CHECK_EQ(size, 0x2000);
    CHECK_EQ(offset.QuadPart, 0x10000);
    ((BYTE *)v)[0x10001] = 0x77;
    CHECK_EQ(((BYTE *)w)[1], 0x77);
    CHECK_EQ(probe_write((BYTE *)w, 1), EXCEPTION_ACCESS_VIOLATION);

    // Where the view is, another cannot be; the offset is looked at before that.
    q = v;
    size = 0;
    offset.QuadPart = 0;
    CHECK_EQ(map(section, self, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC0000018);
    CHECK(q == v);
    CHECK_EQ(size, 0);
    offset.QuadPart = 1;
    CHECK_EQ(map(section, self, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC0000220);
    offset.QuadPart = 0;
    q = (BYTE *)v + 42;
    CHECK_EQ(map(section, self, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC0000220);
    q = (BYTE *)v + 0x1000;
    CHECK_EQ(map(section, self, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC0000220);
    q = NULL;
    // (Wine 8.0 answers STATUS_INVALID_PARAMETER; conformance sections/view-offset-and-size-inside-the-section.)
    offset.QuadPart = 0x30000;
    TODO_WINE_CHECK_EQ(map(section, self, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC000001F);
    offset.QuadPart = 0;
    size = 0x25001;
    CHECK_EQ(map(section, self, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC000001F);
    size = 0;
    CHECK_EQ(map(section, self, &q, 0, 0, &offset, &size, 1, 0, 0), 0xC0000045);
    CHECK_EQ(map(section, NULL, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC0000008);
    CHECK_EQ(map(NULL, self, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC0000008);
    CHECK_EQ(map(self, self, &q, 0, 0, &offset, &size, 1, 0, PAGE_READWRITE), 0xC0000024);
    status = map(section, self, &q, 22, 0, &offset, &size, 1, 0, PAGE_READWRITE);
    CHECK(status == 0xC00000F2 || status == 0xC000000D);
    status = map(section, self, &q, 21, 0, &offset, &size, 1, 0, PAGE_READWRITE);
    CHECK(status == 0xC0000017 || status == 0xC000000D);
    status = map(section, self, &q, 0, 0, &offset, &size, 1, 0x40000000, PAGE_READWRITE);
    TODO_WINE_CHECK(status == 0xC00000F7 || status == 0xC000000D);
    // (Wine 8.0 finds no place there.)
    TODO_WINE_CHECK_EQ(map(section, self, &q, 3, 0, NULL, &size, 1, MEM_TOP_DOWN, PAGE_READWRITE), 0);
    CHECK_EQ((ULONG_PTR)q >> 29, 0);
    TODO_WINE_CHECK_EQ(unmap(self, q), 0);

    // The handle's rights count.
    DuplicateHandle(self, section, self, &readable, SECTION_MAP_READ, FALSE, 0);
    q = NULL;
    size = 0;
    CHECK_EQ(map(readable, self, &q, 0, 0, NULL, &size, 1, 0, PAGE_READWRITE), 0xC0000022);
    CHECK_EQ(map(readable, self, &q, 0, 0, NULL, &size, 1, 0, PAGE_WRITECOPY), 0);
    CHECK_EQ(unmap(self, (BYTE *)q + 0x1234), 0);
    CHECK_EQ(unmap(self, q), 0xC0000019);
    CHECK_EQ(unmap(self, w), 0);
    CHECK_EQ(unmap(NULL, v), 0xC0000008);
    CHECK_EQ(unmap(self, v), 0);
    return 0;
}
