// FACT: A section's name stands in the session's folder unless it says Local\ or Global\; a folder that does not exist, a leading backslash and a missing rest are refused, each with its own error; an empty name is none.
// SOURCE: Microsoft, CreateFileMapping (lpName), Kernel object namespaces; wine dlls/kernel32/tests/virtual.c test_CreateFileMapping
#include "lab.h"

static HANDLE make(const char *name)
{
    return CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, name);
}

int main(void)
{
    HANDLE first, second;
    BYTE *v, *w;

    first = make("Lab-folders");
    CHECK(first != NULL);
    second = OpenFileMappingA(FILE_MAP_WRITE, FALSE, "Local\\Lab-folders"); 
    CHECK(second != NULL);
    v = (BYTE *)MapViewOfFile(first, FILE_MAP_WRITE, 0, 0, 0);
    w = (BYTE *)MapViewOfFile(second, FILE_MAP_WRITE, 0, 0, 0);
    v[5] = 0x5a;
    CHECK_EQ(w[5], 0x5a);
    UnmapViewOfFile(w);
    CloseHandle(second);
    second = make("Local\\Lab-folders");
    CHECK_EQ(GetLastError(), 0xb7);
    CloseHandle(second);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_WRITE, FALSE, "Lab-Folders"), 0);
    CHECK_EQ(GetLastError(), ERROR_FILE_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_WRITE, FALSE, "Local\\Lab-Folders"), 0);
    CHECK_EQ(GetLastError(), ERROR_FILE_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(make("local\\Lab-folders"), 0);
    CHECK_EQ(GetLastError(), ERROR_PATH_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(make("No-such-folder\\Lab"), 0);
    CHECK_EQ(GetLastError(), ERROR_PATH_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(make("Local\\Lab\\folders"), 0);
    CHECK_EQ(GetLastError(), ERROR_PATH_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(make("\\Lab-folders"), 0);
    CHECK_EQ(GetLastError(), ERROR_BAD_PATHNAME);
    SetLastError(0);
    CHECK_EQ(make("Local\\"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_NAME);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_READ, FALSE, "\\Lab-folders"), 0);
    CHECK_EQ(GetLastError(), ERROR_BAD_PATHNAME);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_READ, FALSE, "Local\\"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_NAME);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_READ, FALSE, "No-such-folder\\Lab"), 0);
    CHECK_EQ(GetLastError(), ERROR_PATH_NOT_FOUND);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_READ, FALSE, ""), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_READ, FALSE, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingW(FILE_MAP_READ, FALSE, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    /* an empty name makes a section without one: two of them are two */
    SetLastError(0xdead);
    first = make("");
    CHECK_EQ(GetLastError(), 0);
    second = make("");
    CHECK_EQ(GetLastError(), 0);
    CHECK(first != NULL && second != NULL);
    v = (BYTE *)MapViewOfFile(first, FILE_MAP_WRITE, 0, 0, 0);
    w = (BYTE *)MapViewOfFile(second, FILE_MAP_WRITE, 0, 0, 0);
    v[0] = 1;
    CHECK_EQ(w[0], 0);
    /* the wide and the narrow function have the same names */
    first = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, L"Lab-folders-wide");
    second = OpenFileMappingA(FILE_MAP_READ, FALSE, "Lab-folders-wide");
    CHECK(first != NULL && second != NULL);
    second = OpenFileMappingW(FILE_MAP_READ, FALSE, L"Local\\Lab-folders-wide");
    CHECK(second != NULL);
    return 0;
}
