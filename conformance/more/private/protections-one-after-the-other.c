// FACT: Every protection that private memory can have follows on every other: VirtualProtect hands back the one before, VirtualQuery shows the one now, and the bytes stay.
// SOURCE: Microsoft, VirtualProtect, Memory Protection Constants
#include "lab.h"

static BYTE *p;
static DWORD kinds[7] = { PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE, PAGE_EXECUTE, PAGE_EXECUTE_READ,
                          PAGE_EXECUTE_READWRITE, PAGE_READWRITE | PAGE_GUARD };

/* how many of the 7 changes from one protection went as they should */
static int changes(DWORD from)
{
    MEMORY_BASIC_INFORMATION m;
    int good = 0;
    DWORD old;
    for (int i = 0; i < 7; i++) {
        VirtualProtect(p, 0x1000, from, &old);
        if (!VirtualProtect(p, 1, kinds[i], &old) || old != from) continue;
        VirtualQuery(p, &m, sizeof m);
        if (m.Protect == kinds[i] && m.AllocationProtect == PAGE_READWRITE && m.State == MEM_COMMIT) good++;
    }
    return good;
}

/* reading, writing and executing: a digit each, 0 where it went */
static int touches(DWORD protect)
{
    DWORD old;
    int answer;
    VirtualProtect(p, 0x1000, PAGE_READWRITE, &old);
    p[0] = 0xc3;
    VirtualProtect(p, 0x1000, protect, &old);
    answer = (probe_read(p) != 0) * 100;
    answer += (probe_write(p + 1, 1) != 0) * 10;
    answer += probe_execute(p) != 0;
    return answer;
}

int main(void)
{
    DWORD old;
    p = (BYTE *)VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    p[7] = 0x77;
    CHECK_EQ(changes(PAGE_NOACCESS), 7);
    CHECK_EQ(changes(PAGE_READONLY), 7);
    CHECK_EQ(changes(PAGE_READWRITE), 7);
    CHECK_EQ(changes(PAGE_EXECUTE), 7);
    CHECK_EQ(changes(PAGE_EXECUTE_READ), 7);
    CHECK_EQ(changes(PAGE_EXECUTE_READWRITE), 7);
    CHECK_EQ(changes(PAGE_READONLY | PAGE_GUARD), 7);
    CHECK_EQ(changes(PAGE_EXECUTE_READ | PAGE_GUARD), 7);
    VirtualProtect(p, 0x1000, PAGE_READONLY, &old);
    CHECK_EQ(p[7], 0x77);
    CHECK_EQ(touches(PAGE_NOACCESS), 0x6f);
    CHECK_EQ(touches(PAGE_READONLY), 0xb);
    CHECK_EQ(touches(PAGE_READWRITE), 1);
    CHECK_EQ(touches(PAGE_EXECUTE_READ), 0xa);
    CHECK_EQ(touches(PAGE_EXECUTE_READWRITE), 0);
    return 0;
}
