// FACT: A guard page behind the committed part of a reservation tells when to commit the next page: that is how a stack grows.
// SOURCE: win32/desktop-src/Memory/creating-guard-pages.md; win32/desktop-src/ProcThread/thread-stack-size.md
#include "lab.h"

static BYTE *bottom, *top, *guard;
static int grown;

static void set_guard(BYTE *page)
{
    guard = VirtualAlloc(page, 0x1000, MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);
}

static int push(BYTE value)
{
    DWORD code;
    if (top == bottom) return 0;
    code = probe_write(top - 1, value);
    if (code == STATUS_GUARD_PAGE_VIOLATION) {
        grown++;
        if (guard - 0x1000 >= bottom) set_guard(guard - 0x1000);
        code = probe_write(top - 1, value);
    }
    if (code) return 0;
    top--;
    return 1;
}

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    int pushed = 0;

    bottom = VirtualAlloc(NULL, 0x5000, MEM_RESERVE, PAGE_READWRITE);
    top = bottom + 0x5000;
    VirtualAlloc(top - 0x1000, 0x1000, MEM_COMMIT, PAGE_READWRITE);
    set_guard(top - 0x2000);
    VirtualQuery(bottom, &m, sizeof m);
    CHECK_EQ(m.State, MEM_RESERVE);
    CHECK_EQ(m.RegionSize, 0x3000);

    for (int i = 0; i < 0x1800; i++) pushed += push(i);
    CHECK_EQ(pushed, 0x1800);
    CHECK_EQ(grown, 1);
    VirtualQuery(bottom, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x2000);

    while (push(7)) pushed++;
    CHECK_EQ(pushed, 0x5000);
    CHECK_EQ(grown, 4);
    VirtualQuery(bottom, &m, sizeof m);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK_EQ(m.RegionSize, 0x5000);
    CHECK_EQ(bottom[0x4FFF], 0);
    CHECK_EQ(bottom[0x4FFE], 1);
    CHECK_EQ(bottom[0], 7);
    return 0;
}
