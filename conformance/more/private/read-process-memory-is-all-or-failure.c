// FACT: ReadProcessMemory copies any bytes of readable pages, across boundaries too; a range that runs into pages that are not there fails.
// SOURCE: sdk-api memoryapi ReadProcessMemory (the entire area to be read must be accessible, or it fails)
#include "lab.h"

static BYTE copy[0x4000];

static DWORD refused(void *from, SIZE_T size)
{
    SIZE_T count = 0;
    memset(copy, 0xEE, sizeof copy);
    SetLastError(0);
    if (!ReadProcessMemory(GetCurrentProcess(), from, copy, size, &count)) return GetLastError();
    return count == size ? 0 : 1;
}

int main(void)
{
    BYTE *p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE);

    VirtualAlloc(p, 0x4000, MEM_COMMIT, PAGE_READWRITE);
    for (int i = 0; i < 0x4000; i++) p[i] = i / 16;

    CHECK_EQ(refused(p, 1), 0);
    CHECK_EQ(copy[0], 0);
    CHECK_EQ(copy[1], 0xEE);
    CHECK_EQ(refused(p + 0xFF8, 0x10), 0);
    CHECK_EQ(copy[7], 0xFF);
    CHECK_EQ(copy[8], 0);
    CHECK_EQ(copy[16], 0xEE);
    CHECK_EQ(refused(p, 0x4000), 0);
    CHECK_EQ(memcmp(copy, p, 0x4000), 0);
    CHECK_EQ(refused(p + 0x3FFF, 1), 0);

    // Wine 8.0 reads reserved pages too, and says ERROR_NOACCESS for free ones; Microsoft's page for ReadProcessMemory:
    // the function fails if the read "crosses into an area of the process that is inaccessible".
    TODO_WINE_CHECK_EQ(refused(p + 0x3FFF, 2), ERROR_PARTIAL_COPY);
    TODO_WINE_CHECK_EQ(refused(p + 0x4000, 1), ERROR_PARTIAL_COPY);
    TODO_WINE_CHECK_EQ(refused(p + 0x2000, 0x4000), ERROR_PARTIAL_COPY);
    TODO_WINE_CHECK_EQ(refused((void *)0x1000, 16), ERROR_PARTIAL_COPY);
    CHECK_EQ(refused(p + 0x3000, 0x1000), 0);
    return 0;
}
