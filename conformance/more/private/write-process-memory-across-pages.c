// FACT: WriteProcessMemory writes exactly the bytes it is given, across page boundaries and in any writable page, and says how many.
// SOURCE: sdk-api memoryapi WriteProcessMemory
#include "lab.h"

int main(void)
{
    BYTE source[0x1800];
    SIZE_T count = 0;
    int wrong = 0;
    BYTE *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    HANDLE self = GetCurrentProcess();

    for (int i = 0; i < 0x1800; i++) source[i] = 255 - i % 255;
    CHECK(WriteProcessMemory(self, p + 0x0C00, source, sizeof source, &count));
    CHECK_EQ(count, 0x1800);
    for (int i = 0; i < 0x4000; i++) {
        BYTE wanted = i >= 0x0C00 && i < 0x2400 ? source[i - 0x0C00] : 0;
        if (p[i] != wanted) wrong++;
    }
    CHECK_EQ(wrong, 0);

    // Where the count goes is optional.
    CHECK(WriteProcessMemory(self, p, "abc", 3, NULL));
    CHECK_EQ(p[0] + p[1] + p[2] + p[3], 'a' + 'b' + 'c');

    // Memory that is not there cannot be written. (Wine 8.0 looks at no page's state.)
    CHECK(VirtualFree(p + 0x3000, 0x1000, MEM_DECOMMIT));
    TODO_WINE_CHECK(!WriteProcessMemory(self, p + 0x3000, "abc", 3, &count));
    return 0;
}
