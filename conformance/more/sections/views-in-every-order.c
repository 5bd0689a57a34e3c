// FACT: Sections, files and views can be closed in any order; the last of them takes the section along, and the file can be deleted only then.
// SOURCE: Microsoft, Closing a File Mapping Object ("open views keep the object open"), CloseHandle, DeleteFile
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
    HANDLE file = make_file(0x2000), section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, "Lab-orders");
    BYTE *v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0), *w;
    DWORD n;
    BYTE byte = 0;

    CloseHandle(file);
    v[0] = 1;
    SetLastError(0);
    TODO_WINE_CHECK_EQ(DeleteFileA(name), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    w = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    CHECK_EQ(w[0], 1);
    CloseHandle(section);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_READ, FALSE, "Lab-orders"), 0);
    CHECK_EQ(GetLastError(), ERROR_FILE_NOT_FOUND);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(DeleteFileA(name), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    v[1] = 2;
    CHECK_EQ(w[1], 2);
    UnmapViewOfFile(v);
    CHECK_EQ(w[1], 2);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(DeleteFileA(name), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 7, NULL, OPEN_EXISTING, 0, NULL);
    CHECK(file != INVALID_HANDLE_VALUE);
    CHECK(SetFilePointer(file, 1, NULL, FILE_BEGIN) == 1 && ReadFile(file, &byte, 1, &n, NULL));
    CHECK_EQ(byte, 2);
    UnmapViewOfFile(w);
    CHECK_EQ(probe_read(w), EXCEPTION_ACCESS_VIOLATION);
    /* now the file may be cut, mapped anew, and deleted */
    SetFilePointer(file, 1, NULL, FILE_BEGIN);
    CHECK(SetEndOfFile(file));
    CHECK_EQ(GetFileSize(file, NULL), 1);
    section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, "Lab-orders");
    CHECK_EQ(GetLastError(), 0);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);
    CHECK_EQ(v[0], 1);
    CHECK_EQ(v[1], 0);
    UnmapViewOfFile(v);
    CloseHandle(section);
    CloseHandle(file);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(DeleteFileA(name), 1);
    TODO_WINE_CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(DeleteFileA(name), 0);
    CHECK_EQ(GetLastError(), ERROR_FILE_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(CreateFileA(name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL), 0xffffffffffffffff);
    CHECK_EQ(GetLastError(), ERROR_FILE_NOT_FOUND);
    return 0;
}
