// FACT: MEM_COMMIT on committed pages of a paging-file view sets their protection within what the view's access allows, copy on write counting as reading; what is beyond is refused and changes nothing.
// SOURCE: wine dlls/kernel32/tests/virtual.c:3976-4007 (MEM_COMMIT on an anonymous mapping, every protection); Microsoft, VirtualAlloc
#include "lab.h"

static HANDLE section;
static MEMORY_BASIC_INFORMATION m;

/* the protection after committing with it, or 0x10000 plus the error */
static DWORD commit(DWORD access, DWORD protect)
{
    BYTE *v = (BYTE *)MapViewOfFile(section, access, 0, 0, 0), *p;
    DWORD answer;
    SetLastError(0);
    p = (BYTE *)VirtualAlloc(v, 0x1000, MEM_COMMIT, protect);
    answer = p == v ? 0 : 0x10000 + GetLastError();
    VirtualQuery(v, &m, sizeof m);
    if (answer == 0) answer = m.Protect;
    UnmapViewOfFile(v);
    return answer;
}

int main(void)
{
    section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0, 0x2000, NULL);
    CHECK_EQ(commit(FILE_MAP_READ, PAGE_NOACCESS), 1);
    CHECK_EQ(commit(FILE_MAP_READ, PAGE_READONLY), 2);
    CHECK_EQ(commit(FILE_MAP_READ, PAGE_READWRITE), 0x10057);
    CHECK_EQ(commit(FILE_MAP_READ, PAGE_WRITECOPY), 8);
    CHECK_EQ(commit(FILE_MAP_READ, PAGE_EXECUTE_READ), 0x10057);
    CHECK_EQ(commit(FILE_MAP_READ, PAGE_EXECUTE_READWRITE), 0x10057);
    CHECK_EQ(commit(FILE_MAP_READ, PAGE_EXECUTE_WRITECOPY), 0x10057);
    CHECK_EQ(commit(FILE_MAP_READ, PAGE_READONLY | PAGE_GUARD), 0x102);
    CHECK_EQ(commit(FILE_MAP_WRITE, PAGE_NOACCESS), 1);
    CHECK_EQ(commit(FILE_MAP_WRITE, PAGE_READONLY), 2);
    CHECK_EQ(commit(FILE_MAP_WRITE, PAGE_READWRITE), 4);
    CHECK_EQ(commit(FILE_MAP_WRITE, PAGE_WRITECOPY), 8);
    CHECK_EQ(commit(FILE_MAP_WRITE, PAGE_EXECUTE), 0x10057);
    CHECK_EQ(commit(FILE_MAP_WRITE, PAGE_EXECUTE_READWRITE), 0x10057);
    CHECK_EQ(commit(FILE_MAP_WRITE, PAGE_READWRITE | PAGE_GUARD), 0x104);
    CHECK_EQ(commit(FILE_MAP_COPY, PAGE_NOACCESS), 1);
    CHECK_EQ(commit(FILE_MAP_COPY, PAGE_READONLY), 2);
    CHECK_EQ(commit(FILE_MAP_COPY, PAGE_READWRITE), 0x10057);
    CHECK_EQ(commit(FILE_MAP_COPY, PAGE_WRITECOPY), 8);
    CHECK_EQ(commit(FILE_MAP_COPY, PAGE_EXECUTE_WRITECOPY), 0x10057);
    CHECK_EQ(commit(FILE_MAP_READ | FILE_MAP_EXECUTE, PAGE_EXECUTE), 0x10);
    CHECK_EQ(commit(FILE_MAP_READ | FILE_MAP_EXECUTE, PAGE_EXECUTE_READ), 0x20);
    CHECK_EQ(commit(FILE_MAP_READ | FILE_MAP_EXECUTE, PAGE_EXECUTE_READWRITE), 0x10057);
    CHECK_EQ(commit(FILE_MAP_READ | FILE_MAP_EXECUTE, PAGE_EXECUTE_WRITECOPY), 0x80);
    CHECK_EQ(commit(FILE_MAP_WRITE | FILE_MAP_EXECUTE, PAGE_EXECUTE_READWRITE), 0x40);
    CHECK_EQ(commit(FILE_MAP_WRITE | FILE_MAP_EXECUTE, PAGE_EXECUTE_WRITECOPY), 0x80);
    CHECK_EQ(commit(FILE_MAP_WRITE | FILE_MAP_EXECUTE, PAGE_WRITECOPY), 8);
    CHECK_EQ(commit(FILE_MAP_WRITE, 0), 0x10057);
    CHECK_EQ(commit(FILE_MAP_WRITE, PAGE_READONLY | PAGE_READWRITE), 0x10057);
    return 0;
}
