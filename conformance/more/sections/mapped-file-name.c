// FACT: GetMappedFileName tells the file behind each page of a view, as the kernel names it; where no file is behind the address, it says so: ERROR_UNEXP_NET_ERR for memory that is no view, ERROR_FILE_INVALID for a section of the paging file.
// SOURCE: wine dlls/psapi/tests/psapi_main.c test_GetMappedFileName; Microsoft, GetMappedFileName
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

static char mapped[600];

int main(void)
{
    HANDLE file = make_file(0x4000), section = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL);
    HANDLE self = GetCurrentProcess(), weak = OpenProcess(SYNCHRONIZE, FALSE, GetCurrentProcessId());
    BYTE *v = (BYTE *)MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0), *w, *p;
    WCHAR wide[600];
    int length;
    char first[600];

    length = GetMappedFileNameA(self, v, first, sizeof first);
    CHECK(length > 10);
    CHECK_EQ(length - (int)strlen(first), 0);
    CHECK(first[0] == '\\');
    CHECK(strcmp(strrchr(first, '\\'), strrchr(name, '\\')) == 0);
    CHECK(GetMappedFileNameA(self, v + 0x1234, mapped, sizeof mapped) == length);
    CHECK(GetMappedFileNameA(self, v + 0x3fff, mapped, sizeof mapped) == length);
    CHECK_EQ(strcmp(first, mapped), 0);
    CHECK(GetMappedFileNameW(self, v, wide, 600) == length);
    CHECK_EQ(wide[0], 0x5c);
    CHECK(GetMappedFileNameA(self, v, mapped, length + 1) == length);
    CHECK_EQ(strcmp(first, mapped), 0);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(self, v, mapped, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(self, v, mapped, 4), 4);
    CHECK_EQ(GetLastError(), 0);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(NULL, v, mapped, sizeof mapped), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(weak, v, mapped, sizeof mapped), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(self, NULL, mapped, sizeof mapped), 0);
    CHECK_EQ(GetLastError(), ERROR_UNEXP_NET_ERR);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(self, &length, mapped, sizeof mapped), 0);
    CHECK_EQ(GetLastError(), ERROR_UNEXP_NET_ERR);
    p = (BYTE *)VirtualAlloc(NULL, 0x1000, MEM_COMMIT, PAGE_READWRITE);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(self, p, mapped, sizeof mapped), 0);
    CHECK_EQ(GetLastError(), ERROR_UNEXP_NET_ERR);
    VirtualFree(p, 0, MEM_RELEASE);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(self, p, mapped, sizeof mapped), 0);
    CHECK_EQ(GetLastError(), ERROR_UNEXP_NET_ERR);
    w = (BYTE *)MapViewOfFile(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READONLY, 0, 0x1000, NULL), FILE_MAP_READ, 0, 0, 0);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(self, w, mapped, sizeof mapped), 0);
    CHECK_EQ(GetLastError(), ERROR_FILE_INVALID);
    /* the name stays with the view when section and file are closed */
    CloseHandle(section);
    CloseHandle(file);
    CHECK(GetMappedFileNameA(self, v, mapped, sizeof mapped) == length);
    CHECK_EQ(strcmp(first, mapped), 0);
    UnmapViewOfFile(v);
    SetLastError(0);
    CHECK_EQ(GetMappedFileNameA(self, v, mapped, sizeof mapped), 0);
    CHECK_EQ(GetLastError(), ERROR_UNEXP_NET_ERR);
    CHECK(DeleteFileA(name));
    return 0;
}
