// FACT: A committed page is in the working set once it was touched: QueryWorkingSetEx says so, with its protection, in a word of bit-fields.
// SOURCE: learn.microsoft.com, QueryWorkingSetEx, PSAPI_WORKING_SET_EX_BLOCK; Windows Internals, part 1, chapter 5 (Working Sets; demand paging)
#include <windows.h>
#include <psapi.h>
#include <stdio.h>
#include "lab.h"

#define PAGES 16

static int ValidPages(PBYTE p, int n, PSAPI_WORKING_SET_EX_INFORMATION *info)
{
    int valid = 0;
    for (int i = 0; i < n; i++) info[i].VirtualAddress = p + i * 4096;
    if (!QueryWorkingSetEx(GetCurrentProcess(), info, n * sizeof *info)) {
        printf("QueryWorkingSetEx: %lu\n", GetLastError());
        return -1;
    }
    for (int i = 0; i < n; i++) valid += info[i].VirtualAttributes.Valid;
    return valid;
}

static void Map(const char *title, PBYTE p)
{
    PSAPI_WORKING_SET_EX_INFORMATION info[PAGES];
    char line[PAGES + 1] = { 0 };
    ValidPages(p, PAGES, info);
    for (int i = 0; i < PAGES; i++) line[i] = info[i].VirtualAttributes.Valid ? '#' : '.';
    printf("%-22s %s\n", title, line);
}

int main(void)
{
    PSAPI_WORKING_SET_EX_INFORMATION info[PAGES];
    PBYTE p = (PBYTE)VirtualAlloc(NULL, PAGES * 4096, MEM_RESERVE, PAGE_READWRITE);
    volatile BYTE sum = 0;

    if (!p) return -1;
    Map("reserved:", p);
    CHECK_EQ(ValidPages(p, PAGES, info), 0);
    VirtualAlloc(p, PAGES * 4096, MEM_COMMIT, PAGE_READWRITE);
    Map("committed:", p);
    CHECK_EQ(ValidPages(p, PAGES, info), 0);
    for (int i = 0; i < PAGES; i += 3) p[i * 4096] = 1;
    Map("every third written:", p);
    CHECK_EQ(ValidPages(p, PAGES, info), 6);
    CHECK_EQ(info[3].VirtualAttributes.Valid, 1);
    CHECK_EQ(info[4].VirtualAttributes.Valid, 0);
    CHECK_EQ(info[3].VirtualAttributes.Shared, 0);
    CHECK_EQ(info[3].VirtualAttributes.Win32Protection, PAGE_READWRITE);
    for (int i = 0; i < PAGES; i++) sum += p[i * 4096];
    Map("all read:", p);
    CHECK_EQ(sum, 6);
    CHECK_EQ(ValidPages(p, PAGES, info), PAGES);
    VirtualFree(p + 4096, 3 * 4096, MEM_DECOMMIT);
    Map("three decommitted:", p);
    CHECK_EQ(ValidPages(p, PAGES, info), PAGES - 3);
    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    return 0;
}
