// FACT: Each of the six protections of private memory allows exactly its own accesses; PAGE_EXECUTE pages can be read as well, as x64 has no execute-only pages.
// SOURCE: win32/desktop-src/Memory/memory-protection-constants.md; Intel SDM vol. 3, 4.6 (a present user page is readable)
#include "lab.h"

#define CAN_READ 1
#define CAN_WRITE 2
#define CAN_EXECUTE 4

static int allowed(BYTE *p)
{
    int can = 0;
    if (probe_read(p) == 0) can |= CAN_READ;
    if (probe_write(p, 0xC3) == 0) can |= CAN_WRITE;
    if (probe_execute(p) == 0) can |= CAN_EXECUTE;
    return can;
}

int main(void)
{
    static const struct { DWORD protect; int can; } table[] = {
        { PAGE_NOACCESS, 0 },
        { PAGE_READONLY, CAN_READ },
        { PAGE_READWRITE, CAN_READ | CAN_WRITE },
        { PAGE_EXECUTE, CAN_READ | CAN_EXECUTE },
        { PAGE_EXECUTE_READ, CAN_READ | CAN_EXECUTE },
        { PAGE_EXECUTE_READWRITE, CAN_READ | CAN_WRITE | CAN_EXECUTE },
    };
    int rows = sizeof table / sizeof table[0];
    BYTE *p = VirtualAlloc(NULL, 0x8000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    DWORD old;

    CHECK_EQ(rows, 6);
    // Every change from one protection to another, there and back.
    p[0x4FFF] = 0xC3;
    for (int from = 0; from < rows; from++) {
        for (int to = 0; to < rows; to++) {
            VirtualProtect(p + 0x4000, 0x1000, table[from].protect, &old);
            VirtualProtect(p + 0x4000, 0x1000, table[to].protect, &old);
            CHECK_EQ(old, table[from].protect);
            CHECK_EQ(allowed(p + 0x4FFF), table[to].can);
        }
    }
    // The pages on either side were never meant.
    CHECK_EQ(allowed(p + 0x3FFF), CAN_READ | CAN_WRITE);
    CHECK_EQ(allowed(p + 0x5000), CAN_READ | CAN_WRITE);
    CHECK(VirtualFree(p, 0, MEM_RELEASE));
    return 0;
}
