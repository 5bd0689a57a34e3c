// FACT: Committing a range of committed and reserved pages keeps the bytes of the former, makes the latter zero, and gives all of them the new protection.
// SOURCE: sdk-api memoryapi VirtualAlloc (MEM_COMMIT: an attempt to commit a committed page does not fail)
#include "lab.h"

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    int kept = 0, zero = 0;
    BYTE *p = VirtualAlloc(NULL, 0x20000, MEM_RESERVE, PAGE_READWRITE);

    for (int page = 0; page < 32; page += 3) {
        VirtualAlloc(p + page * 0x1000, 0x1000, MEM_COMMIT, PAGE_READWRITE);
        memset(p + page * 0x1000, 0x80 + page, 0x1000);
    }
    CHECK_EQ(VirtualAlloc(p + 0x2500, 0x1A000, MEM_COMMIT, PAGE_READONLY), p + 0x2000);

    for (int page = 2; page <= 28; page++) {
        BYTE wanted = page % 3 ? 0 : 0x80 + page;
        if (p[page * 0x1000] == wanted && p[page * 0x1000 + 0xFFF] == wanted) {
            if (wanted) kept++;
            else zero++;
        }
    }
    CHECK_EQ(kept, 9);
    CHECK_EQ(zero, 18);
    VirtualQuery(p + 0x2000, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x1B000);
    CHECK_EQ(m.Protect, PAGE_READONLY);

    // Outside the range nothing has changed.
    VirtualQuery(p, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(m.RegionSize, 0x1000);
    VirtualQuery(p + 0x1000, &m, sizeof m);
    CHECK_EQ(m.State, MEM_RESERVE);
    VirtualQuery(p + 0x1E000, &m, sizeof m);
    CHECK_EQ(m.Protect, PAGE_READWRITE);
    CHECK_EQ(p[0x1E000], 0x80 + 30);
    return 0;
}
