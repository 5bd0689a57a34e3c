// FACT: Views of one section show the same bytes wherever their parts overlap, at addresses and offsets of their own; unmapping one leaves the others.
// SOURCE: Microsoft, Creating a View Within a File, File Mapping; MapViewOfFile (dwFileOffsetLow)
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
    HANDLE file = make_file(0x40000), section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    BYTE *all = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    BYTE *second = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0x10000, 0x20000);
    BYTE *third = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0x20000, 0x1001);
    BYTE *last = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0x30000, 0);
    MEMORY_BASIC_INFORMATION m;
    DWORD n, i;
    BYTE buffer[16];

    CHECK(all != NULL && second != NULL && third != NULL && last != NULL);
    VirtualQuery(all, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x40000);
    VirtualQuery(second, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x20000);
    VirtualQuery(third, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x2000);
    VirtualQuery(last, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x10000);
    for (i = 0; i < 0x40; i++) all[i * 0x1000] = (BYTE)(i + 1);
    CHECK_EQ(second[0], 0x11);
    CHECK_EQ(second[0x1f000], 0x30);
    CHECK_EQ(third[0], 0x21);
    CHECK_EQ(third[0x1000], 0x22);
    CHECK_EQ(probe_read(third + 0x2000), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(last[0xf000], 0x40);
    second[0x10001] = 0xab;
    CHECK_EQ(all[0x20001], 0xab);
    CHECK_EQ(third[1], 0xab);
    CHECK_EQ(probe_write(third, 1), EXCEPTION_ACCESS_VIOLATION);
    UnmapViewOfFile(all);
    CHECK_EQ(third[1], 0xab);
    CHECK_EQ(second[0x10001], 0xab);
    SetFilePointer(file, 0x20000, NULL, FILE_BEGIN);
    CHECK(ReadFile(file, buffer, 2, &n, NULL) && n == 2);
    CHECK_EQ(buffer[0], 0x21);
    CHECK_EQ(buffer[1], 0xab);
    buffer[0] = 0xcd;
    SetFilePointer(file, 0x20000, NULL, FILE_BEGIN);
    CHECK(WriteFile(file, buffer, 1, &n, NULL));
    CHECK_EQ(third[0], 0xcd);
    CHECK_EQ(second[0x10000], 0xcd);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_READ, 0, 0x8000, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_MAPPED_ALIGNMENT);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_READ, 0, 0x30000, 0x10001), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(section, FILE_MAP_READ, 0, 0x10001, 1), 0);
    CHECK_EQ(GetLastError(), ERROR_MAPPED_ALIGNMENT);
    UnmapViewOfFile(second);
    UnmapViewOfFile(third);
    UnmapViewOfFile(last);
    CloseHandle(section);
    CloseHandle(file);
    CHECK(DeleteFileA(name));
    return 0;
}
