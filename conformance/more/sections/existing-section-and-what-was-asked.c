// FACT: Under a name that exists CreateFileMapping answers the section that is there: neither size nor protection nor file asked for matter, though they must be valid in themselves; the handle's rights are those of the protection asked for.
// SOURCE: Microsoft, CreateFileMapping (Return value: "the function returns a handle to the existing object (with its current size, not the specified size)"); File Mapping Security and Access Rights
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
    HANDLE file = make_file(0x3000), first, again;
    MEMORY_BASIC_INFORMATION m;
    BYTE *v;

    first = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x2000, "Lab-asked");
    again = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x9000, "Lab-asked");
    CHECK_EQ(GetLastError(), 0xb7);
    v = (BYTE *)MapViewOfFile(again, FILE_MAP_WRITE, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x2000);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(again, FILE_MAP_WRITE, 0, 0, 0x2001), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    again = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, "Lab-asked");
    CHECK_EQ(GetLastError(), 0xb7);
    v = (BYTE *)MapViewOfFile(again, FILE_MAP_WRITE, 0, 0, 0);
    CHECK(v != NULL);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x2000);
    CHECK_EQ(GetFileSize(file, NULL), 0x3000);
    again = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0, 0x2000, "Lab-asked");
    CHECK_EQ(GetLastError(), 0xb7);
    v = (BYTE *)MapViewOfFile(again, FILE_MAP_WRITE, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.State, MEM_COMMIT);
    /* a handle asked for reading reads */
    again = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READONLY, 0, 0x2000, "Lab-asked");
    CHECK_EQ(GetLastError(), 0xb7);
    CHECK(MapViewOfFile(again, FILE_MAP_READ, 0, 0, 0) != NULL);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(again, FILE_MAP_WRITE, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    CHECK(MapViewOfFile(again, FILE_MAP_COPY, 0, 0, 0) != NULL);
    /* what is wrong in itself stays wrong */
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_NOACCESS, 0, 0x2000, "Lab-asked"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, 0, 0, 0x2000, "Lab-asked"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0, "Lab-asked"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    CloseHandle(file);
    DeleteFileA(name);
    return 0;
}
