// B has three odd regions: code that no file has, a page of a DLL that was written, and a section mapped again as code.
#define LAB_PROCESS_B
#include "lab.h"

#define NAME "Local\\vadlab-odd-regions"

int is_shared(void *page)
{
    PSAPI_WORKING_SET_EX_INFORMATION page_info;
    page_info.VirtualAddress = page;
    page_info.VirtualAttributes.Flags = 0;
    QueryWorkingSetEx(GetCurrentProcess(), &page_info, sizeof page_info);
    return page_info.VirtualAttributes.Flags >> 15 & 1;
}

int process_b(void)
{
    DWORD old_protection;

    // Code that no file has: written as data, then made executable.
    unsigned char *code = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    code[0] = 0xC3; // ret
    CHECK(VirtualProtect(code, 4096, PAGE_EXECUTE_READ, &old_protection));
    CHECK_EQ(probe_execute(code), 0);

    // A page of a DLL's code, written with what it holds already: it is this process's own from now on.
    char *function = (char *)GetProcAddress(GetModuleHandleA("kernel32.dll"), "GetTickCount");
    CHECK_EQ(probe_read(function), 0);
    CHECK_EQ(is_shared(function), 1);
    CHECK(VirtualProtect(function, 1, PAGE_EXECUTE_READWRITE, &old_protection));
    CHECK_EQ(probe_write(function, *function), 0);
    CHECK(VirtualProtect(function, 1, old_protection, &old_protection));
    CHECK_EQ(is_shared(function), 0);

    // A section that A writes: mapped as data first, then again at the same address, as code.
    HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS | FILE_MAP_EXECUTE, FALSE, NAME);
    unsigned char *view = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    CHECK_EQ(view[0], 0xC3);
    CHECK(UnmapViewOfFile(view));
    CHECK(MapViewOfFileEx(section, FILE_MAP_READ | FILE_MAP_EXECUTE, 0, 0, 0, view) == view);
    CHECK_EQ(probe_execute(view), 0);
    lab_switch_to('A');
    return 0;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0, 4096, NAME);
    unsigned char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    view[0] = 0xC3; // ret
    lab_switch_to('B');
    CHECK_EQ(probe_execute(view), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
