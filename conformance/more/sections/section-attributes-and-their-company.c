// FACT: SEC_NOCACHE and SEC_WRITECOMBINE need SEC_COMMIT or SEC_RESERVE beside them; SEC_COMMIT and SEC_RESERVE exclude each other; a section of SEC_NOCACHE has views that say PAGE_NOCACHE.
// SOURCE: Microsoft, CreateFileMapping (flProtect: SEC_COMMIT, SEC_NOCACHE "requires either the SEC_RESERVE or SEC_COMMIT attribute", SEC_RESERVE, SEC_WRITECOMBINE), Memory Protection Constants (PAGE_NOCACHE)
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

static HANDLE make(DWORD protect)
{
    return CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, protect, 0, 0x3000, NULL);
}

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    HANDLE section, file = make_file(0x3000);
    BYTE *v;
    DWORD old;

    CHECK(make(PAGE_READWRITE | SEC_COMMIT) != NULL);
    CHECK(make(PAGE_READWRITE | SEC_RESERVE) != NULL);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | SEC_COMMIT | SEC_RESERVE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | SEC_NOCACHE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | SEC_WRITECOMBINE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CHECK(make(PAGE_READWRITE | SEC_NOCACHE | SEC_RESERVE) != NULL);
    CHECK(make(PAGE_READWRITE | SEC_WRITECOMBINE | SEC_COMMIT) != NULL);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | SEC_LARGE_PAGES), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | 0x00010000), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | 0x00001000), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | PAGE_GUARD), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | PAGE_NOCACHE), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(make(PAGE_READWRITE | PAGE_READONLY), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(make(SEC_COMMIT), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(file, NULL, PAGE_READWRITE | SEC_NOCACHE, 0, 0, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(file, NULL, PAGE_READWRITE | SEC_COMMIT | SEC_RESERVE, 0, 0, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);

    section = make(PAGE_READWRITE | SEC_NOCACHE | SEC_COMMIT);
    CHECK(section != NULL);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READWRITE | PAGE_NOCACHE);
    CHECK_EQ(m.AllocationProtect, PAGE_READWRITE | PAGE_NOCACHE);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK_EQ(m.Type, MEM_MAPPED);
    CHECK_EQ(probe_write(v, 7), 0);
    CHECK_EQ(v[0], 7);
    UnmapViewOfFile(v);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READONLY | PAGE_NOCACHE);
    CHECK_EQ(v[0], 7);
    CHECK_EQ(probe_write(v, 7), EXCEPTION_ACCESS_VIOLATION);
    UnmapViewOfFile(v);
    section = CreateFileMappingA(file, NULL, PAGE_READWRITE | SEC_NOCACHE | SEC_COMMIT, 0, 0, NULL);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READWRITE | PAGE_NOCACHE);
    UnmapViewOfFile(v);
    CloseHandle(section);
    /* in a view of an ordinary section the pages cannot be told so one by one */
    section = make(PAGE_READWRITE);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(VirtualProtect(v, 0x1000, PAGE_READWRITE | PAGE_NOCACHE, &old), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(VirtualProtect(v, 0x1000, PAGE_READWRITE | PAGE_WRITECOMBINE, &old), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(m.RegionSize, 0x3000);
    CloseHandle(file);
    DeleteFileA(name);
    return 0;
}
