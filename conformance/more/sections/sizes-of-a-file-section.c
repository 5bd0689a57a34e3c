// FACT: A section of a file may have any number of bytes; one longer than the file makes the file longer when it may be written and is refused when not; the view of the last page shows zeros behind the end.
// SOURCE: Microsoft, CreateFileMapping (dwMaximumSizeHigh, Remarks: "the size of the file is increased to match"); wine dlls/kernel32/tests/virtual.c:1140-1182; reactos kmtests/ntos_mm/ZwMapViewOfSection.c (ViewSize -1)
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
    HANDLE file = make_file(0x2800), section;
    MEMORY_BASIC_INFORMATION m;
    DWORD high = 1;
    BYTE *v;

    section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0x2800, NULL);
    CHECK(section != NULL);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x3000);
    CHECK_EQ(v[0x27ff], 0);
    CHECK_EQ(v[0x2fff], 0);
    CHECK_EQ(probe_read(v + 0x2fff), 0);
    UnmapViewOfFile(v);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x2800);
    CHECK(UnmapViewOfFile(v));
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0, 1);
    CHECK(UnmapViewOfFile(v));
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x2801), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x3000), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0x3001), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_READ, 0, 0x1000, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_MAPPED_ALIGNMENT);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_READ, 0, 0, ~(SIZE_T)0), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER); /* no range can be that long */
    CloseHandle(section);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0x2801, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(file, NULL, PAGE_WRITECOPY, 0, 0x2801, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(file, NULL, PAGE_EXECUTE_READ, 1, 0, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
    CHECK_EQ(GetFileSize(file, NULL), 0x2800);

    section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0x5001, NULL);
    CHECK(section != NULL);
    CHECK_EQ(GetFileSize(file, NULL), 0x5001);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x6000);
    CHECK_EQ(v[0x5000], 0);
    CHECK_EQ(probe_write(v + 0x5000, 9), 0);
    CHECK_EQ(probe_write(v + 0x5fff, 9), 0);
    CHECK_EQ(v[0x5fff], 9);
    CHECK_EQ(probe_read(v + 0x6000), EXCEPTION_ACCESS_VIOLATION);
    UnmapViewOfFile(v);
    CloseHandle(section);
    CHECK_EQ(GetFileSize(file, &high), 0x5001);
    CHECK_EQ(high, 0);

    section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0x1000, NULL);
    CHECK_EQ(GetFileSize(file, NULL), 0x5001);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x1000);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0x1001), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    UnmapViewOfFile(v);
    CloseHandle(section);
    section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 1, NULL);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    VirtualQuery(v, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x1000);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 2), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    UnmapViewOfFile(v);
    CloseHandle(section);
    SetFilePointer(file, 0, NULL, FILE_BEGIN);
    CHECK(SetEndOfFile(file));
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_FILE_INVALID);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_FILE_INVALID);
    section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0x10, NULL);
    CHECK(section != NULL);
    CHECK_EQ(GetFileSize(file, NULL), 0x10);
    CloseHandle(section);
    CloseHandle(file);
    CHECK(DeleteFileA(name));
    return 0;
}
