// FACT: An arena reserves once, commits as its top moves up and frees all at once: marks give memory back in the order of a stack.
// SOURCE: learn.microsoft.com, Reserving and Committing Memory; the "arena" or "region allocator" of many blog posts (Ryan Fleury, Untangling Lifetimes)
#include <windows.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

#define KB(n) ((size_t)(n) << 10)
#define MB(n) ((size_t)(n) << 20)
#define ALIGN_UP(x, a) (((x) + ((a) - 1)) & ~((a) - 1))
#define PUSH_STRUCT(arena, T) ((T *)arena_push((arena), sizeof(T), _Alignof(T)))
#define PUSH_ARRAY(arena, T, n) ((T *)arena_push((arena), sizeof(T) * (n), _Alignof(T)))

typedef struct Arena {
    uint8_t *base;
    size_t used, committed, reserved;
} Arena;

typedef struct { Arena *arena; size_t used; } ArenaMark;

static Arena arena_make(size_t reserve)
{
    Arena a = { .reserved = reserve };
    a.base = VirtualAlloc(0, reserve, MEM_RESERVE, PAGE_NOACCESS);
    return a;
}

static void *arena_push(Arena *a, size_t size, size_t align)
{
    size_t at = ALIGN_UP(a->used, align), end = at + size;
    if (end > a->reserved) return NULL;
    if (end > a->committed) {
        size_t want = ALIGN_UP(end, KB(64));
        if (want > a->reserved) want = a->reserved;
        if (!VirtualAlloc(a->base + a->committed, want - a->committed, MEM_COMMIT, PAGE_READWRITE)) return NULL;
        a->committed = want;
    }
    a->used = end;
    return memset(a->base + at, 0, size);
}

static ArenaMark arena_mark(Arena *a) { return (ArenaMark){ a, a->used }; }

static void arena_rewind(ArenaMark m)
{
    size_t keep = ALIGN_UP(m.used, KB(64));
    m.arena->used = m.used;
    if (keep < m.arena->committed) {
        VirtualFree(m.arena->base + keep, m.arena->committed - keep, MEM_DECOMMIT);
        m.arena->committed = keep;
    }
}

static char *arena_printf(Arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *s = arena_push(a, (size_t)n + 1, 1);
    if (s) vsnprintf(s, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
    return s;
}

typedef struct Node Node;
struct Node {
    Node *left, *right;
    int key;
    const char *name;
};

static Node *insert(Arena *a, Node *root, int key)
{
    if (!root) {
        Node *n = PUSH_STRUCT(a, Node);
        n->key = key;
        n->name = arena_printf(a, "<%d>", key);
        return n;
    }
    if (key < root->key) root->left = insert(a, root->left, key);
    else if (key > root->key) root->right = insert(a, root->right, key);
    return root;
}

static int depth(const Node *n)
{
    if (!n) return 0;
    int l = depth(n->left), r = depth(n->right);
    return 1 + (l > r ? l : r);
}

static void in_order(const Node *n, char *out)
{
    if (!n) return;
    in_order(n->left, out);
    strcat(out, n->name);
    in_order(n->right, out);
}

int main(void)
{
    Arena a = arena_make(MB(256));
    Node *root = NULL;
    uint32_t seed = 1;
    char text[400] = "";

    if (!a.base) return 1;
    for (int i = 0; i < 30; i++) {
        seed = seed * 1664525u + 1013904223u;
        root = insert(&a, root, seed >> 24);
    }
    in_order(root, text);
    printf("%s\n", text);
    printf("depth %d, %zu bytes used, %zu KB committed\n", depth(root), a.used, a.committed >> 10);
    CHECK_EQ(a.committed, KB(64));

    ArenaMark mark = arena_mark(&a);
    size_t before = a.used;
    double *numbers = PUSH_ARRAY(&a, double, 100000);
    for (int i = 0; i < 100000; i += 1000) numbers[i] = i * .5;
    printf("scratch: %zu KB committed\n", a.committed >> 10);
    CHECK_EQ((uintptr_t)numbers % _Alignof(double), 0);
    CHECK_EQ(a.committed, KB(832));
    CHECK_EQ(numbers[99000] == 49500.0, 1);
    arena_rewind(mark);
    CHECK_EQ(a.used, before);
    CHECK_EQ(a.committed, KB(64));
    CHECK_EQ(probe_read(a.base + KB(64)), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(arena_push(&a, MB(256), 8), NULL);
    CHECK(VirtualFree(a.base, 0, MEM_RELEASE));
    return 0;
}
