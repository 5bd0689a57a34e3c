// FACT: Functions of private memory refuse views, functions of views refuse private memory and free addresses, and none of the failures changes anything.
// SOURCE: Microsoft, VirtualFree, VirtualAlloc (MEM_RESET: not for mapped files), UnmapViewOfFile, GetWriteWatch, FlushViewOfFile; reactos apitests/ntdll/NtMapViewOfSection.c
#include "lab.h"

static char folder[MAX_PATH], name[MAX_PATH];
static HANDLE make_file(DWORD size)
{
    HANDLE file;
    GetTempPathA(sizeof folder, folder);
    GetTempFileNameA(folder, "lab", 0, name);
    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE, 7, NULL, OPEN_EXISTING, 0, NULL);
    SetFilePointer(file, size, NULL, FILE_BEGIN);
    SetEndOfFile(file);
    return file;
}

int main(void)
{
    HANDLE file = make_file(0x3000), paging, filed;
    BYTE *p, *v, *w;
    MEMORY_BASIC_INFORMATION m;
    PVOID pages[4];
    ULONG_PTR count = 4;
    DWORD granularity, old;

    paging = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x20000, NULL);
    filed = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    v = (BYTE *)MapViewOfFile(paging, FILE_MAP_WRITE, 0, 0, 0);
    w = (BYTE *)MapViewOfFile(filed, FILE_MAP_WRITE, 0, 0, 0);
    p = (BYTE *)VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    v[0] = 1;
    w[0] = 2;
    p[0] = 3;

    SetLastError(0);
    CHECK_EQ(VirtualFree(v, 0, MEM_RELEASE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(VirtualFree(v, 0x1000, MEM_DECOMMIT), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(VirtualFree(v, 0, MEM_DECOMMIT), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(VirtualFree(w, 0, MEM_RELEASE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(VirtualFree(w + 0x1000, 0x1000, MEM_DECOMMIT), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(VirtualAlloc(v, 0x1000, MEM_RESERVE, PAGE_READWRITE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(VirtualAlloc(v, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(VirtualAlloc(v, 0x21000, MEM_COMMIT, PAGE_READWRITE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(VirtualAlloc(w, 0x1000, MEM_COMMIT, PAGE_READWRITE), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(VirtualAlloc(w, 0x1000, MEM_RESERVE, PAGE_READWRITE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(VirtualAlloc(w, 0x1000, MEM_RESET, PAGE_READWRITE), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK(VirtualAlloc(v, 0x1000, MEM_RESET, PAGE_READWRITE) != 0);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK(GetWriteWatch(0, v, 0x1000, pages, &count, &granularity) != 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK(ResetWriteWatch(v, 0x1000) != 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(UnmapViewOfFile(p), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(UnmapViewOfFile(p + 0x20000000), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(UnmapViewOfFile(NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(UnmapViewOfFile((void *)~(ULONG_PTR)0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    SetLastError(0);
    CHECK_EQ(FlushViewOfFile(v, 0x20000), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(FlushViewOfFile(v, 0x20001), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(FlushViewOfFile(v + 0x1000, 0x20000), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(FlushViewOfFile(v + 5, 7), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(FlushViewOfFile(w + 0x2fff, 1), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(FlushViewOfFile(p, 0), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(FlushViewOfFile(NULL, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);

    CHECK_EQ(w[0], 2);
    CHECK_EQ(p[0], 3);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x20000);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    VirtualQuery(w, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x3000);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    /* views can be locked */
    SetLastError(0);
    CHECK_EQ(VirtualLock(v, 0x1000), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(VirtualUnlock(v, 0x1000), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(VirtualLock(w, 0x3000), 1);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(VirtualUnlock(w, 0x3000), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK(UnmapViewOfFile(v + 0x1ffff));
    CHECK(UnmapViewOfFile(w + 1));
    SetLastError(0);
    CHECK_EQ(UnmapViewOfFile(v), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_ADDRESS);
    CHECK_EQ(probe_read(v), EXCEPTION_ACCESS_VIOLATION);
    CloseHandle(filed);
    CloseHandle(file);
    CHECK(DeleteFileA(name));
    return 0;
}
