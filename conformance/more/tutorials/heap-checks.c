// FACT: A debugging allocator finds writes behind a block by a canary, or at once by a page without access behind it; use after free finds a page that is gone.
// SOURCE: learn.microsoft.com, GFlags and PageHeap; The CRT Debug Heap (no-man's-land bytes 0xFD, 0xCD, 0xDD)
#include <windows.h>
#include <crtdbg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <assert.h>
#include "lab.h"

#define NO_MANS_LAND 8
#define FILL_CLEAN 0xCD
#define FILL_DEAD  0xDD
#define FILL_NOMAN 0xFD

#define dbg_malloc(n) dbg_alloc_at((n), __FILE__, __LINE__)

typedef struct dbg_header {
    struct dbg_header *next, **link;
    const char *file;
    int line;
    size_t size;
    unsigned char gap[NO_MANS_LAND];
} dbg_header;

static dbg_header *dbg_list;
static int dbg_problems;

static void *dbg_alloc_at(size_t size, const char *file, int line)
{
    dbg_header *h = malloc(sizeof *h + size + NO_MANS_LAND);
    if (!h) return NULL;
    h->file = file, h->line = line, h->size = size;
    memset(h->gap, FILL_NOMAN, NO_MANS_LAND);
    memset(h + 1, FILL_CLEAN, size);
    memset((char *)(h + 1) + size, FILL_NOMAN, NO_MANS_LAND);
    h->link = &dbg_list;
    if ((h->next = dbg_list) != NULL) h->next->link = &h->next;
    dbg_list = h;
    return h + 1;
}

static int all(const void *p, int value, size_t n)
{
    for (const unsigned char *b = p; n--; b++) if (*b != value) return 0;
    return 1;
}

static void dbg_check(const dbg_header *h)
{
    if (!all(h->gap, FILL_NOMAN, NO_MANS_LAND)) {
        printf("DAMAGE: before the block of %zu bytes\n", h->size);
        dbg_problems++;
    }
    if (!all((const char *)(h + 1) + h->size, FILL_NOMAN, NO_MANS_LAND)) {
        printf("DAMAGE: after the block of %zu bytes\n", h->size);
        dbg_problems++;
    }
}

static void dbg_free(void *p)
{
    dbg_header *h = (dbg_header *)p - 1;
    assert(p != NULL);
    dbg_check(h);
    *h->link = h->next;
    if (h->next) h->next->link = h->link;
    memset(p, FILL_DEAD, h->size);
    free(h);
}

static int dbg_leaks(void)
{
    int n = 0;
    for (dbg_header *h = dbg_list; h; h = h->next, n++)
        printf("LEAK: %zu bytes allocated by %s\n", h->size, strrchr(h->file, '.') ? "a .c file" : h->file);
    return n;
}

/* The other way: each block ends at the end of a page, and behind it is a page that must not be touched. */
static void *fence_malloc(size_t size)
{
    size_t pages = (size + 0xFFF) / 0x1000 * 0x1000;
    char *base = VirtualAlloc(NULL, pages + 0x1000, MEM_RESERVE, PAGE_NOACCESS);
    if (!base || !VirtualAlloc(base, pages, MEM_COMMIT, PAGE_READWRITE)) return NULL;
    return base + pages - size;
}

static void fence_free(void *p)
{
    MEMORY_BASIC_INFORMATION mbi;
    VirtualQuery(p, &mbi, sizeof mbi);
    /* Decommitted, never released: the addresses are not used again, and every late touch is found. */
    VirtualFree(mbi.AllocationBase, 0, MEM_DECOMMIT);
}

int main(void)
{
    char *a = dbg_malloc(10), *b = dbg_malloc(20), *c;
    unsigned char *f;

    CHECK_EQ((unsigned char)a[0], FILL_CLEAN);
    strcpy(a, "123456789");
    strcpy(b, "exactly 19 letters.");
    dbg_check((dbg_header *)a - 1);
    CHECK_EQ(dbg_problems, 0);
    /* One too many: the classic off-by-one. */
    for (int i = 0; i <= 10; i++) a[i] = 'A' + i;
    dbg_free(a);
    CHECK_EQ(dbg_problems, 1);
    c = dbg_malloc(33);
    c[-1] = 0;
    dbg_free(c);
    CHECK_EQ(dbg_problems, 2);
    CHECK_EQ(dbg_leaks(), 1);
    dbg_free(b);
    CHECK(dbg_list == NULL);
    _ASSERTE(dbg_list == NULL);

    f = fence_malloc(100);
    f[99] = 1;
    CHECK_EQ(probe_write(f + 99, 2), 0);
    CHECK_EQ(probe_write(f + 100, 2), EXCEPTION_ACCESS_VIOLATION);
    fence_free(f);
    CHECK_EQ(probe_read(f), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
