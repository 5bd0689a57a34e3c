// FACT: NtQueryVirtualMemory answers by class: pages that are alike, the whole allocation, the mapped file's name as the kernel has it, or which pages are in the working set.
// SOURCE: Microsoft, NtQueryVirtualMemory (MemoryInformationClass, MemoryInformationLength), ZwQueryVirtualMemory (return value); wine dlls/ntdll/tests/virtual.c check_region_size, dlls/psapi/tests/psapi_main.c test_GetMappedFileName (MEMORY_SECTION_NAME by NtQueryVirtualMemory)
#include "lab.h"

typedef ULONG(NTAPI *query_t)(HANDLE, PVOID, int, PVOID, SIZE_T, SIZE_T *);
struct text { USHORT length, maximum; WCHAR *buffer; };
struct page { PVOID address; ULONG_PTR attributes; };
struct region { PVOID base; ULONG protect, kind; SIZE_T size; };
union room { struct text text; BYTE bytes[1200]; };

static MEMORY_BASIC_INFORMATION m, native;
static union room name;

int main(void)
{
    query_t query = (query_t)(void *)GetProcAddress(GetModuleHandleA("ntdll.dll"), "NtQueryVirtualMemory");
    HANDLE self = GetCurrentProcess();
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE);
    BYTE *ntdll = (BYTE *)GetModuleHandleA("ntdll.dll");
    struct page pages[2];
    struct region region;
    SIZE_T n = 9, needed;
    ULONG status;

    VirtualAlloc(p + 0x2000, 0x1000, MEM_COMMIT, PAGE_READONLY);
    CHECK(query != NULL);
    CHECK_EQ(query(self, p + 0x2345, 0, &native, sizeof native, &n), 0);
    CHECK_EQ(n, sizeof native);
    VirtualQuery(p + 0x2345, &m, sizeof m);
    CHECK_EQ(memcmp(&m, &native, sizeof m), 0);
    CHECK_EQ(native.RegionSize, 0x1000);
    CHECK_EQ(query(self, ntdll + 0x1234, 0, &native, sizeof native, NULL), 0);
    CHECK_EQ(native.Type, MEM_IMAGE);
    CHECK(native.AllocationBase == (PVOID)ntdll);
    n = 9;
    CHECK_EQ(query(self, p, 0, &native, sizeof native - 1, &n), 0xC0000004);
    CHECK_EQ(query(self, p, 0, NULL, sizeof native, &n), 0xC0000005);
    CHECK_EQ(query(self, (PVOID)0x7fffffff0000, 0, &native, sizeof native, &n), 0xC000000D);
    CHECK_EQ(query(NULL, p, 0, &native, sizeof native, &n), 0xC0000008);
    CHECK_EQ(query(self, p, 99, &native, sizeof native, &n), 0xC0000003);
    CHECK_EQ(n, 9);

    // The whole allocation.
    CHECK_EQ(query(self, p + 0x2345, 3, &region, sizeof region, &n), 0);
    CHECK(region.base == p);
    CHECK_EQ(region.protect, PAGE_READWRITE);
    TODO_WINE_CHECK_EQ(region.size, 0x10000);
    TODO_WINE_CHECK_EQ(region.kind & 1, 1);

    // The name of what is mapped, a UNICODE_STRING with its text behind it.
    CHECK_EQ(query(self, ntdll, 2, &name, sizeof name, &needed), 0);
    CHECK_EQ(needed, name.text.maximum + sizeof name.text);
    CHECK_EQ(name.text.maximum, name.text.length + 2);
    CHECK((BYTE *)name.text.buffer == name.bytes + sizeof name.text);
    CHECK_EQ(name.text.buffer[0], '\\');
    CHECK_EQ(name.text.buffer[name.text.length / 2], 0);
    n = 9;
    CHECK_EQ(query(self, ntdll, 2, &name, 20, &n), 0x80000005);
    CHECK_EQ(n, needed);
    n = 9;
    CHECK_EQ(query(self, ntdll, 2, &name, 2, &n), 0xC0000004);
    CHECK_EQ(n, needed);
    CHECK_EQ(query(self, p, 2, &name, sizeof name, &n), 0xC0000141);

    // Pages of the working set.
    VirtualAlloc(p + 0x4000, 0x2000, MEM_COMMIT, PAGE_READWRITE);
    p[0x4000] = 1;
    pages[0].address = p + 0x4000;
    pages[1].address = p + 0x8000;
    pages[0].attributes = pages[1].attributes = 0;
    CHECK_EQ(query(self, NULL, 4, pages, sizeof pages, &n), 0);
    CHECK_EQ(n, sizeof pages);
    CHECK_EQ(pages[0].attributes & 1, 1);
    CHECK_EQ((pages[0].attributes >> 4) & 0x7ff, PAGE_READWRITE);
    CHECK_EQ(pages[1].attributes & 1, 0);
    status = query(self, NULL, 4, pages, 8, &n);
    TODO_WINE_CHECK_EQ(status, 0xC0000004);
    return 0;
}
