// FACT: A section's handle can be duplicated with fewer rights, marked as inherited, asked about, closed once; each handle's rights decide by themselves what can be mapped.
// SOURCE: Microsoft, DuplicateHandle, GetHandleInformation, CloseHandle, File Mapping Security and Access Rights; wine dlls/kernel32/tests/virtual.c:505-535
#include "lab.h"

int main(void)
{
    SECURITY_ATTRIBUTES inherit = { sizeof inherit, NULL, TRUE };
    HANDLE self = GetCurrentProcess(), section, copy = NULL;
    DWORD flags = 99;
    BYTE *v, *w;

    section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, NULL);
    CHECK(GetHandleInformation(section, &flags));
    CHECK_EQ(flags, 0);
    CHECK(DuplicateHandle(self, section, self, &copy, FILE_MAP_READ, TRUE, 0));
    CHECK(copy != section);
    CHECK(GetHandleInformation(copy, &flags));
    CHECK_EQ(flags, 1);
    v = (BYTE *)MapViewOfFile(copy, FILE_MAP_READ, 0, 0, 0);
    CHECK(v != NULL);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(copy, FILE_MAP_WRITE, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(copy, FILE_MAP_ALL_ACCESS, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_ACCESS_DENIED);
    w = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    w[3] = 3;
    CHECK_EQ(v[3], 3);
    CHECK(CloseHandle(copy));
    SetLastError(0);
    CHECK_EQ(CloseHandle(copy), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(GetHandleInformation(copy, &flags), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(copy, FILE_MAP_READ, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    CHECK(DuplicateHandle(self, section, self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS));
    CHECK(MapViewOfFile(copy, FILE_MAP_WRITE, 0, 0, 0) != NULL);
    CHECK(SetHandleInformation(copy, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    CHECK(GetHandleInformation(copy, &flags));
    CHECK_EQ(flags, 1);
    CHECK(SetHandleInformation(copy, HANDLE_FLAG_INHERIT, 0));
    CHECK(GetHandleInformation(copy, &flags));
    CHECK_EQ(flags, 0);
    CHECK(SetHandleInformation(copy, HANDLE_FLAG_PROTECT_FROM_CLOSE, HANDLE_FLAG_PROTECT_FROM_CLOSE));
    SetLastError(0);
    CHECK_EQ(CloseHandle(copy), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    CHECK(SetHandleInformation(copy, HANDLE_FLAG_PROTECT_FROM_CLOSE, 0));
    CHECK(DuplicateHandle(self, copy, self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
    CHECK(CloseHandle(copy));
    SetLastError(0);
    CHECK_EQ(DuplicateHandle(self, copy, self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(DuplicateHandle(NULL, section, self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    copy = CreateFileMappingA(INVALID_HANDLE_VALUE, &inherit, PAGE_READWRITE, 0, 0x1000, "Lab-inherit");
    CHECK(GetHandleInformation(copy, &flags));
    CHECK_EQ(flags, 1);
    section = OpenFileMappingA(FILE_MAP_READ, TRUE, "Lab-inherit");
    CHECK(GetHandleInformation(section, &flags));
    CHECK_EQ(flags, 1);
    section = OpenFileMappingA(FILE_MAP_READ, FALSE, "Lab-inherit");
    CHECK(GetHandleInformation(section, &flags));
    CHECK_EQ(flags, 0);
    CHECK_EQ(w[3], 3);
    return 0;
}
