// FACT: A reservation with pages committed on demand makes an allocator: addresses never move, and every block is zero and its own.
// SOURCE: win32/desktop-src/Memory/reserving-and-committing-memory.md
#include "lab.h"

typedef struct { BYTE *base, *next, *committed, *end; int commits; } arena;

static int arena_open(arena *a, SIZE_T size)
{
    // One page more, never committed: a fence, so that what lies behind the arena is not left to chance.
    a->base = a->next = a->committed = VirtualAlloc(NULL, size + 0x1000, MEM_RESERVE, PAGE_READWRITE);
    a->end = a->base + size;
    a->commits = 0;
    return a->base != NULL;
}

static void *arena_take(arena *a, SIZE_T size)
{
    BYTE *block = a->next;
    size = (size + 15) & ~(SIZE_T)15;
    if (size > (SIZE_T)(a->end - block)) return NULL;
    while (block + size > a->committed) {
        if (!VirtualAlloc(a->committed, 0x2000, MEM_COMMIT, PAGE_READWRITE)) return NULL;
        a->committed += 0x2000;
        a->commits++;
    }
    a->next += size;
    return block;
}

int main(void)
{
    MEMORY_BASIC_INFORMATION m;
    arena a;
    DWORD *blocks[300];
    int taken = 0, wrong = 0;

    CHECK(arena_open(&a, 0x10000));
    while (taken < 300 && (blocks[taken] = arena_take(&a, 100 + taken * 3)) != NULL) {
        if (*blocks[taken] || (ULONG_PTR)blocks[taken] & 15) wrong++;
        *blocks[taken] = taken * 1000003;
        taken++;
    }
    CHECK_EQ(wrong, 0);
    CHECK_EQ(taken, 176);
    for (int i = 0; i < taken; i++) if (*blocks[i] != i * 1000003) wrong++;
    CHECK_EQ(wrong, 0);
    CHECK_EQ(a.commits, 8);
    VirtualQuery(a.base, &m, sizeof m);
    CHECK_EQ(m.RegionSize, 0x10000);
    CHECK_EQ(m.State, MEM_COMMIT);
    CHECK_EQ(probe_write(a.end, 1), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
