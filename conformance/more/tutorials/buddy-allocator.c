// FACT: A buddy allocator splits a power of two in halves and joins a freed half with its buddy, whose address differs in one bit.
// SOURCE: Knuth, The Art of Computer Programming, volume 1, 2.5 (the buddy system); backing store by VirtualAlloc
#include <windows.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

enum { MIN_ORDER = 6, MAX_ORDER = 16, ORDERS = MAX_ORDER - MIN_ORDER + 1 };

typedef struct Block { struct Block *next, *prev; } Block;

static struct Buddy {
    uint8_t *base;
    Block free[ORDERS];
    uint8_t order_of[1u << (MAX_ORDER - MIN_ORDER)];   /* 0: free or inside of a block; else its order */
    unsigned splits, joins;
} b;

static void list_init(Block *head) { head->next = head->prev = head; }
static int list_empty(const Block *head) { return head->next == head; }
static void list_add(Block *head, Block *x)
{
    x->next = head->next, x->prev = head;
    head->next->prev = x;
    head->next = x;
}
static void list_remove(Block *x) { x->prev->next = x->next, x->next->prev = x->prev; }

static int buddy_init(void)
{
    b.base = VirtualAlloc(NULL, (SIZE_T)1 << MAX_ORDER, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (b.base == NULL) return 0;
    for (int i = 0; i < ORDERS; ++i) list_init(b.free + i);
    list_add(&b.free[ORDERS - 1], (Block *)b.base);
    return 1;
}

static inline int order_for(size_t size)
{
    int order = MIN_ORDER;
    while (((size_t)1 << order) < size) order++;
    return order;
}

static void *buddy_alloc(size_t size)
{
    int want = order_for(size), have = want;
    while (have <= MAX_ORDER && list_empty(&b.free[have - MIN_ORDER])) have++;
    if (have > MAX_ORDER) return NULL;
    Block *block = b.free[have - MIN_ORDER].next;
    list_remove(block);
    for (; have > want; b.splits++) {
        --have;
        list_add(&b.free[have - MIN_ORDER], (Block *)((uint8_t *)block + ((size_t)1 << have)));
    }
    b.order_of[((uint8_t *)block - b.base) >> MIN_ORDER] = (uint8_t)want;
    return block;
}

static int is_free(Block *x, int order)
{
    for (Block *f = b.free[order - MIN_ORDER].next; f != &b.free[order - MIN_ORDER]; f = f->next)
        if (f == x) return 1;
    return 0;
}

static void buddy_free(void *p)
{
    size_t offset = (uint8_t *)p - b.base;
    int order = b.order_of[offset >> MIN_ORDER];
    b.order_of[offset >> MIN_ORDER] = 0;
    while (order < MAX_ORDER) {
        Block *buddy = (Block *)(b.base + (offset ^ ((size_t)1 << order)));
        if (!is_free(buddy, order)) break;
        list_remove(buddy);
        offset &= ~((size_t)1 << order);
        order++, b.joins++;
    }
    list_add(&b.free[order - MIN_ORDER], (Block *)(b.base + offset));
}

static void print_lists(const char *when)
{
    printf("%-14s", when);
    for (int i = 0; i < ORDERS; i++) {
        int n = 0;
        for (Block *f = b.free[i].next; f != &b.free[i]; f = f->next) n++;
        if (n) printf(" %dx%d", n, 1 << (i + MIN_ORDER));
    }
    printf("\n");
}

int main(void)
{
    static const size_t sizes[] = { 100, 64, 5000, 1, 300, 16000, 2048, 65 };
    void *p[_countof(sizes)];

    if (!buddy_init()) return GetLastError();
    print_lists("start:");
    for (unsigned i = 0; i < _countof(sizes); i++) {
        p[i] = buddy_alloc(sizes[i]);
        memset(p[i], i + 1, sizes[i]);
        printf("  %5zu bytes at +%05zx\n", sizes[i], (size_t)((uint8_t *)p[i] - b.base));
    }
    print_lists("allocated:");
    for (unsigned i = 0; i < _countof(sizes); i++)
        for (size_t k = 0; k < sizes[i]; k++)
            if (((uint8_t *)p[i])[k] != i + 1) { printf("block %u overwritten at %zu\n", i, k); return 1; }
    CHECK_EQ(buddy_alloc(40000), NULL);
    for (unsigned i = 0; i < _countof(sizes); i += 2) buddy_free(p[i]);
    print_lists("half freed:");
    for (unsigned i = 1; i < _countof(sizes); i += 2) buddy_free(p[i]);
    print_lists("all freed:");
    printf("%u splits, %u joins\n", b.splits, b.joins);
    CHECK_EQ(b.splits, b.joins);
    CHECK(!list_empty(&b.free[ORDERS - 1]));
    CHECK_EQ((uint8_t *)b.free[ORDERS - 1].next - b.base, 0);
    CHECK(VirtualFree(b.base, 0, MEM_RELEASE));
    return 0;
}
