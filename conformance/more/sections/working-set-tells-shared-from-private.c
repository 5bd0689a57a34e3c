// FACT: QueryWorkingSetEx says of each page whether it is in the working set, whether it is shared and how many share it: pages of a section are shared until they are copied, private pages never are.
// SOURCE: Microsoft, PSAPI_WORKING_SET_EX_BLOCK (Valid, ShareCount, Win32Protection, Shared); wine dlls/psapi/tests/psapi_main.c:812-826
#include "lab.h"

static PSAPI_WORKING_SET_EX_INFORMATION w[6];

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x4000, NULL);
    BYTE *v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    BYTE *c = (BYTE *)MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    v[0] = 1;
    p[0] = 1;
    w[0].VirtualAddress = v;
    w[1].VirtualAddress = p;
    w[2].VirtualAddress = p + 0x1000;
    w[3].VirtualAddress = NULL;
    SetLastError(0);
    CHECK_EQ(QueryWorkingSetEx(GetCurrentProcess(), w, 4 * sizeof w[0]), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(w[0].VirtualAttributes.Valid, 1);
    CHECK_EQ(w[0].VirtualAttributes.Shared, 1);
    CHECK_EQ(w[0].VirtualAttributes.Win32Protection, PAGE_READWRITE);
    CHECK_EQ(w[0].VirtualAttributes.Locked, 0);
    CHECK_EQ(w[0].VirtualAttributes.LargePage, 0);
    CHECK_EQ(w[1].VirtualAttributes.Valid, 1);
    CHECK_EQ(w[1].VirtualAttributes.Shared, 0);
    CHECK_EQ(w[1].VirtualAttributes.ShareCount, 0);
    CHECK_EQ(w[1].VirtualAttributes.Win32Protection, PAGE_READWRITE);
    CHECK_EQ(w[2].VirtualAttributes.Valid, 0);
    CHECK_EQ(w[3].VirtualAttributes.Valid, 0);
    CHECK_EQ(w[3].VirtualAttributes.Shared, 0);
    /* reading shares the section's page; writing makes it a private copy */
    CHECK_EQ(probe_read(c), 0);
    w[4].VirtualAddress = c;
    SetLastError(0);
    CHECK_EQ(QueryWorkingSetEx(GetCurrentProcess(), &w[4], sizeof w[4]), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(w[4].VirtualAttributes.Valid, 1);
    CHECK_EQ(w[4].VirtualAttributes.Shared, 1);
    CHECK_EQ(probe_write(c, 2), 0);
    SetLastError(0);
    CHECK_EQ(QueryWorkingSetEx(GetCurrentProcess(), &w[4], sizeof w[4]), 1);
    CHECK_EQ(GetLastError(), 0);
    CHECK_EQ(w[4].VirtualAttributes.Valid, 1);
    CHECK_EQ(w[4].VirtualAttributes.Shared, 0);
    TODO_WINE_CHECK_EQ(w[4].VirtualAttributes.Win32Protection, PAGE_READWRITE);
    SetLastError(0);
    TODO_WINE_CHECK_EQ(QueryWorkingSetEx(GetCurrentProcess(), w, sizeof w[0] - 1), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_BAD_LENGTH);
    SetLastError(0);
    CHECK_EQ(QueryWorkingSetEx(NULL, w, sizeof w[0]), 0);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    return 0;
}
