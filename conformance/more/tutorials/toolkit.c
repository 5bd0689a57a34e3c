// FACT: A file of two thousand lines, a toolkit of allocators, containers, texts, an evaluator and reports of virtual memory, does what its tests expect.
// SOURCE: the toolkits that books build chapter by chapter (Windows via C/C++; C Interfaces and Implementations; Crafting Interpreters)
/*
 * vmkit - a small virtual-memory toolkit in one file.
 *
 *   1. basics        types, assertions, tiny test framework
 *   2. pages         page arithmetic, wrappers around VirtualAlloc and its family
 *   3. allocators    bump arena, free-list heap with coalescing, fixed pool, handle table
 *   4. text          string views, a string builder, number formatting, wildcard matching, UTF-8
 *   5. containers    vector, hash map, ring, priority queue, red-black-like tree (treap), bit set
 *   6. sorting       insertion, heap, quick and merge sort over a comparison callback
 *   7. regions       a table of regions, filters, histogram, comparison of two snapshots
 *   8. evaluator     tokenizer, parser to a tree, constant folding, bytecode, stack machine
 *   9. commands      a command interpreter on top of all of it
 *  10. tests         one function for each part, and main
 */
#include <windows.h>
#include <psapi.h>
#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "lab.h"

/* ------------------------------------------------------------------------------------------------------------------
 * 1. Basics
 * ---------------------------------------------------------------------------------------------------------------- */

typedef uint8_t  u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int32_t  i32;
typedef int64_t  i64;
typedef double   f64;
typedef size_t   usize;

#define VMK_VERSION_MAJOR 1
#define VMK_VERSION_MINOR 4
#define VMK_STR2(x) #x
#define VMK_STR(x) VMK_STR2(x)
#define VMK_VERSION VMK_STR(VMK_VERSION_MAJOR) "." VMK_STR(VMK_VERSION_MINOR)

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define KB(n) ((usize)(n) << 10)
#define MB(n) ((usize)(n) << 20)
#define MAX2(a, b) ((a) > (b) ? (a) : (b))
#define MIN2(a, b) ((a) < (b) ? (a) : (b))
#define CLAMP(x, lo, hi) MIN2(MAX2((x), (lo)), (hi))
#define SWAP(T, a, b) do { T swap_ = (a); (a) = (b); (b) = swap_; } while (0)
#define UNUSED(x) ((void)(x))

#if defined(_WIN64) && !defined(VMK_SMALL)
#define VMK_ARENA_RESERVE MB(64)
#elif defined(_WIN32)
#define VMK_ARENA_RESERVE MB(16)
#else
#error vmkit is for Windows
#endif

typedef enum Status {
    ST_OK = 0,
    ST_NO_MEMORY,
    ST_BAD_ARGUMENT,
    ST_NOT_FOUND,
    ST_FULL,
    ST_EMPTY,
    ST_SYNTAX,
    ST_DIVIDE,
    ST_TYPE,
    ST_LAST
} Status;

static const char *status_text(Status s)
{
    static const char *const texts[] = {
        [ST_OK] = "ok",
        [ST_NO_MEMORY] = "no memory",
        [ST_BAD_ARGUMENT] = "bad argument",
        [ST_NOT_FOUND] = "not found",
        [ST_FULL] = "full",
        [ST_EMPTY] = "empty",
        [ST_SYNTAX] = "syntax error",
        [ST_DIVIDE] = "division by zero",
        [ST_TYPE] = "wrong type",
    };
    C_ASSERT(COUNT(texts) == ST_LAST);
    return (unsigned)s < COUNT(texts) ? texts[s] : "unknown status";
}

/* A tiny test framework: each test counts its expectations; failures are printed where they occur. */
static struct {
    const char *name;
    int expectations, failures, tests;
} g_test;

static void test_begin(const char *name)
{
    g_test.name = name;
    g_test.tests++;
}

static bool expect_at(bool holds, const char *text, int line)
{
    g_test.expectations++;
    if (!holds) {
        g_test.failures++;
        printf("  %s, line %d: expected %s\n", g_test.name, line, text);
    }
    return holds;
}
#define EXPECT(c) expect_at(!!(c), #c, __LINE__)
#define EXPECT_STR(a, b) expect_at(strcmp((a), (b)) == 0, #a " is " b, __LINE__)

/* A generator of numbers that gives the same ones everywhere (xorshift64*). */
typedef struct Random { u64 state; } Random;

static Random random_make(u64 seed) { return (Random){ seed ? seed : 88172645463325252ull }; }

static u32 random_next(Random *r)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (u32)((r->state * 2685821657736338717ull) >> 32);
}

static u32 random_below(Random *r, u32 limit) { return limit ? random_next(r) % limit : 0; }

/* ------------------------------------------------------------------------------------------------------------------
 * 2. Pages
 * ---------------------------------------------------------------------------------------------------------------- */

typedef struct System {
    u32 page, granularity;
    u8 *lowest, *highest;
    u32 processors;
} System;

static const System *system_info(void)
{
    static System s;
    if (s.page == 0) {
        SYSTEM_INFO si;
        GetSystemInfo(&si);
        s.page = si.dwPageSize;
        s.granularity = si.dwAllocationGranularity;
        s.lowest = si.lpMinimumApplicationAddress;
        s.highest = si.lpMaximumApplicationAddress;
        s.processors = si.dwNumberOfProcessors;
    }
    return &s;
}

static bool is_power_of_two(u64 x) { return x && !(x & (x - 1)); }

static usize align_up(usize x, usize a)
{
    return (x + a - 1) / a * a;
}

static usize align_down(usize x, usize a) { return x - x % a; }

static usize pages_of(usize bytes) { return align_up(bytes, system_info()->page) / system_info()->page; }

static void *page_of(const void *p)
{
    return (void *)align_down((usize)p, system_info()->page);
}

static int log2_floor(u64 x)
{
    int n = -1;
    for (; x; x >>= 1) n++;
    return n;
}

static unsigned count_bits(u64 x)
{
    unsigned n = 0;
    while (x) {
        x &= x - 1;
        ++n;
    }
    return n;
}

/* Like VirtualAlloc and the others, but they remember how much they did. */
static struct VmCounters {
    int reserves, commits, decommits, releases, protects, failures;
    DWORD last_error;
} g_vm;

static void *vm_note(void *p, int *counter)
{
    if (p) ++*counter;
    else {
        g_vm.failures++;
        g_vm.last_error = GetLastError();
    }
    return p;
}

static void *vm_reserve(usize size) { return vm_note(VirtualAlloc(NULL, size, MEM_RESERVE, PAGE_NOACCESS), &g_vm.reserves); }

static bool vm_commit(void *at, usize size)
{
    return vm_note(VirtualAlloc(at, size, MEM_COMMIT, PAGE_READWRITE), &g_vm.commits) != NULL;
}

static bool vm_decommit(void *at, usize size)
{
    BOOL ok = VirtualFree(at, size, MEM_DECOMMIT);
    vm_note(ok ? at : NULL, &g_vm.decommits);
    return ok;
}

static bool vm_release(void *at)
{
    BOOL ok = VirtualFree(at, 0, MEM_RELEASE);
    vm_note(ok ? at : NULL, &g_vm.releases);
    return ok;
}

static DWORD vm_protect(void *at, usize size, DWORD protect)
{
    DWORD old = 0;
    BOOL ok = VirtualProtect(at, size, protect, &old);
    vm_note(ok ? at : NULL, &g_vm.protects);
    return ok ? old : 0;
}

static bool vm_is_accessible(const void *p, bool write)
{
    static const DWORD readable = PAGE_READONLY | PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READ |
                                  PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
    static const DWORD writable = PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
    MEMORY_BASIC_INFORMATION mbi;
    if (!VirtualQuery(p, &mbi, sizeof mbi)) return false;
    if (mbi.State != MEM_COMMIT || mbi.Protect & PAGE_GUARD) return false;
    return (mbi.Protect & (write ? writable : readable)) != 0;
}

/* ------------------------------------------------------------------------------------------------------------------
 * 3. Allocators
 * ---------------------------------------------------------------------------------------------------------------- */

/* 3.1 The arena: everything is freed at once. */
typedef struct Arena {
    u8 *base;
    usize used, committed, reserved, peak;
    u32 allocations;
} Arena;

static Status arena_open(Arena *a, usize reserve)
{
    memset(a, 0, sizeof *a);
    a->reserved = align_up(reserve, system_info()->granularity);
    a->base = vm_reserve(a->reserved);
    return a->base ? ST_OK : ST_NO_MEMORY;
}

static void arena_close(Arena *a)
{
    if (a->base) vm_release(a->base);
    memset(a, 0, sizeof *a);
}

static void *arena_take(Arena *a, usize size, usize align)
{
    usize start = align_up(a->used, align ? align : 1);
    usize end = start + size;
    if (end < start || end > a->reserved) return NULL;
    if (end > a->committed) {
        usize more = align_up(end, KB(16)) - a->committed;
        if (!vm_commit(a->base + a->committed, more)) return NULL;
        a->committed += more;
    }
    a->used = end;
    a->peak = MAX2(a->peak, a->used);
    a->allocations++;
    return memset(a->base + start, 0, size);
}

#define ARENA_NEW(a, T) ((T *)arena_take((a), sizeof(T), __alignof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_take((a), (n) * sizeof(T), __alignof(T)))

static char *arena_copy(Arena *a, const char *s, usize length)
{
    char *copy = arena_take(a, length + 1, 1);
    if (copy) memcpy(copy, s, length);
    return copy;
}

static void arena_reset(Arena *a, bool give_back)
{
    a->used = 0;
    a->allocations = 0;
    if (give_back && a->committed) {
        vm_decommit(a->base, a->committed);
        a->committed = 0;
    }
}

/* 3.2 The heap: first fit in a list sorted by address, with boundary headers; neighbours are joined. */
typedef struct HeapBlock {
    u32 magic;
    u32 free : 1, : 31;
    usize size;                     /* of what follows the header */
    struct HeapBlock *next, *prev;  /* by address */
} HeapBlock;

#define HEAP_MAGIC 0x48454150u
#define HEAP_ALIGN 16u

typedef struct Heap {
    u8 *base;
    usize size;
    HeapBlock *first;
    u32 splits, joins;
} Heap;

static Status heap_open(Heap *h, usize size)
{
    h->size = align_up(size, system_info()->page);
    h->splits = h->joins = 0;
    if (!(h->base = vm_reserve(h->size))) return ST_NO_MEMORY;
    if (!vm_commit(h->base, h->size)) {
        vm_release(h->base);
        h->base = NULL;
        return ST_NO_MEMORY;
    }
    h->first = (HeapBlock *)h->base;
    *h->first = (HeapBlock){ .magic = HEAP_MAGIC, .free = 1, .size = h->size - sizeof(HeapBlock) };
    return ST_OK;
}

static void *heap_take(Heap *h, usize size)
{
    size = align_up(MAX2(size, 1), HEAP_ALIGN);
    for (HeapBlock *b = h->first; b; b = b->next) {
        if (!b->free || b->size < size) continue;
        if (b->size >= size + sizeof(HeapBlock) + HEAP_ALIGN) {
            HeapBlock *rest = (HeapBlock *)((u8 *)(b + 1) + size);
            *rest = (HeapBlock){ HEAP_MAGIC, 1, b->size - size - sizeof(HeapBlock), b->next, b };
            if (rest->next) rest->next->prev = rest;
            b->next = rest;
            b->size = size;
            h->splits++;
        }
        b->free = 0;
        return b + 1;
    }
    return NULL;
}

static void heap_join(Heap *h, HeapBlock *b)
{
    HeapBlock *n = b->next;
    if (!n || !n->free) return;
    b->size += sizeof(HeapBlock) + n->size;
    b->next = n->next;
    if (b->next) b->next->prev = b;
    n->magic = 0;
    h->joins++;
}

static Status heap_give(Heap *h, void *p)
{
    HeapBlock *b;
    if (p == NULL) return ST_OK;
    if ((u8 *)p < h->base || (u8 *)p >= h->base + h->size) return ST_BAD_ARGUMENT;
    b = (HeapBlock *)p - 1;
    if (b->magic != HEAP_MAGIC || b->free) return ST_BAD_ARGUMENT;
    b->free = 1;
    heap_join(h, b);
    if (b->prev && b->prev->free) heap_join(h, b->prev);
    return ST_OK;
}

static void *heap_resize(Heap *h, void *p, usize size)
{
    HeapBlock *b = (HeapBlock *)p - 1;
    void *moved;
    if (!p) return heap_take(h, size);
    if (size <= b->size) return p;
    if (b->next && b->next->free && b->size + sizeof(HeapBlock) + b->next->size >= size) {
        heap_join(h, b);
        return p;
    }
    moved = heap_take(h, size);
    if (!moved) return NULL;
    memcpy(moved, p, b->size);
    heap_give(h, p);
    return moved;
}

typedef struct HeapStats { int used, free; usize used_bytes, free_bytes, largest; bool sound; } HeapStats;

static HeapStats heap_stats(const Heap *h)
{
    HeapStats s = { .sound = true };
    const HeapBlock *before = NULL;
    for (const HeapBlock *b = h->first; b; before = b, b = b->next) {
        if (b->magic != HEAP_MAGIC || b->prev != before) s.sound = false;
        if (before && before->free && b->free) s.sound = false;
        if (b->free) {
            s.free++;
            s.free_bytes += b->size;
            if (b->size > s.largest) s.largest = b->size;
        } else {
            s.used++;
            s.used_bytes += b->size;
        }
    }
    return s;
}

/* 3.3 The pool: blocks of one size, the free ones in a list through themselves. */
typedef struct Pool {
    u8 *base;
    usize block, capacity, live;
    void *free;
} Pool;

static Status pool_open(Pool *p, usize block, usize capacity)
{
    usize bytes;
    *p = (Pool){ .block = align_up(MAX2(block, sizeof(void *)), 8), .capacity = capacity };
    bytes = align_up(p->block * capacity, system_info()->page);
    p->base = vm_reserve(bytes);
    if (!p->base || !vm_commit(p->base, bytes)) return ST_NO_MEMORY;
    for (usize i = capacity; i-- > 0;) {
        void **b = (void **)(p->base + i * p->block);
        *b = p->free;
        p->free = b;
    }
    return ST_OK;
}

static void *pool_take(Pool *p)
{
    void **b = p->free;
    if (!b) return NULL;
    p->free = *b;
    p->live++;
    return memset(b, 0, p->block);
}

static Status pool_give(Pool *p, void *b)
{
    usize at = (u8 *)b - p->base;
    if ((u8 *)b < p->base || at >= p->block * p->capacity || at % p->block) return ST_BAD_ARGUMENT;
    *(void **)b = p->free;
    p->free = b;
    p->live--;
    return ST_OK;
}

static void pool_close(Pool *p)
{
    vm_release(p->base);
    p->base = NULL;
}

/* 3.4 The handle table: an index and a generation, so that a stale handle is found. */
#define HANDLE_SLOTS 64

typedef union Handle {
    u32 value;
    struct { u16 index, generation; } part;
} Handle;

typedef struct HandleTable {
    struct { void *object; u16 generation; i32 next_free; } slots[HANDLE_SLOTS];
    i32 first_free;
    int open;
} HandleTable;

static void handles_init(HandleTable *t)
{
    for (i32 i = 0; i < HANDLE_SLOTS; i++) {
        t->slots[i].object = NULL;
        t->slots[i].generation = 1;
        t->slots[i].next_free = i + 1 < HANDLE_SLOTS ? i + 1 : -1;
    }
    t->first_free = 0;
    t->open = 0;
}

static Handle handles_add(HandleTable *t, void *object)
{
    Handle h = { 0 };
    i32 i = t->first_free;
    if (i < 0) return h;
    t->first_free = t->slots[i].next_free;
    t->slots[i].object = object;
    h.part.index = (u16)i;
    h.part.generation = t->slots[i].generation;
    t->open++;
    return h;
}

static void *handles_get(const HandleTable *t, Handle h)
{
    if (h.part.index >= HANDLE_SLOTS) return NULL;
    return t->slots[h.part.index].generation == h.part.generation ? t->slots[h.part.index].object : NULL;
}

static Status handles_close(HandleTable *t, Handle h)
{
    if (!handles_get(t, h)) return ST_NOT_FOUND;
    t->slots[h.part.index].object = NULL;
    if (++t->slots[h.part.index].generation == 0) t->slots[h.part.index].generation = 1;
    t->slots[h.part.index].next_free = t->first_free;
    t->first_free = h.part.index;
    t->open--;
    return ST_OK;
}

/* ------------------------------------------------------------------------------------------------------------------
 * 4. Text
 * ---------------------------------------------------------------------------------------------------------------- */

/* 4.1 Views: a stretch of somebody else's characters. */
typedef struct Text { const char *at; usize length; } Text;

#define TEXT_OF(literal) ((Text){ "" literal, sizeof(literal) - 1 })

static Text text_from(const char *s) { Text t = { s, s ? strlen(s) : 0 }; return t; }

static bool text_equal(Text a, Text b) { return a.length == b.length && memcmp(a.at, b.at, a.length) == 0; }

static int text_compare(Text a, Text b)
{
    int order = memcmp(a.at, b.at, MIN2(a.length, b.length));
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

static Text text_trim(Text t)
{
    while (t.length && isspace((unsigned char)t.at[0])) t.at++, t.length--;
    while (t.length && isspace((unsigned char)t.at[t.length - 1])) t.length--;
    return t;
}

static bool text_starts(Text t, Text with) { return t.length >= with.length && !memcmp(t.at, with.at, with.length); }

/* Cuts the part before `c` off the front of *rest; false when there is nothing more. */
static bool text_cut(Text *rest, char c, Text *part)
{
    if (!rest->at) return false;
    const char *end = memchr(rest->at, c, rest->length);
    if (!end) {
        *part = *rest;
        *rest = (Text){ 0 };
        return true;
    }
    part->at = rest->at;
    part->length = end - rest->at;
    rest->length -= part->length + 1;
    rest->at = end + 1;
    return true;
}

static i64 text_find(Text where, Text what)
{
    if (what.length == 0) return 0;
    for (usize i = 0; i + what.length <= where.length; i++)
        if (where.at[i] == what.at[0] && !memcmp(where.at + i, what.at, what.length)) return (i64)i;
    return -1;
}

/* 4.2 The builder: grows in an arena. */
typedef struct Builder {
    Arena *arena;
    char *at;
    usize length, room;
    bool failed;
} Builder;

static void builder_open(Builder *b, Arena *arena)
{
    ZeroMemory(b, sizeof *b);
    b->arena = arena;
}

static bool builder_need(Builder *b, usize more)
{
    if (b->failed) return false;
    if (b->length + more + 1 <= b->room) return true;
    usize room = b->room ? b->room : 32;
    while (room < b->length + more + 1) room *= 2;
    char *grown = arena_take(b->arena, room, 1);
    if (!grown) {
        b->failed = true;
        return false;
    }
    if (b->at) memcpy(grown, b->at, b->length);
    b->at = grown;
    b->room = room;
    return true;
}

static void builder_add(Builder *b, Text t)
{
    if (!builder_need(b, t.length)) return;
    memcpy(b->at + b->length, t.at, t.length);
    b->length += t.length;
    b->at[b->length] = '\0';
}

static void builder_char(Builder *b, char c) { builder_add(b, (Text){ &c, 1 }); }

static void builder_format(Builder *b, const char *format, ...)
{
    char small[64];
    va_list args;
    int n;
    va_start(args, format);
    n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (n < (int)sizeof small) {
        builder_add(b, (Text){ small, (usize)MAX2(n, 0) });
        return;
    }
    if (!builder_need(b, (usize)n)) return;
    va_start(args, format);
    vsnprintf(b->at + b->length, (usize)n + 1, format, args);
    va_end(args);
    b->length += (usize)n;
}

static const char *builder_text(Builder *b) { return b->at ? b->at : ""; }

/* 4.3 Numbers. */
static const char *format_size(u64 bytes, char out[16])
{
    static const char units[] = "BKMGTPE";
    int unit = 0;
    f64 value = (f64)bytes;
    while (value >= 1024 && units[unit + 1]) {
        value /= 1024;
        unit++;
    }
    if (unit == 0) sprintf(out, "%u B", (unsigned)bytes);
    else sprintf(out, value < 10 && value != floor(value) ? "%.1f %cB" : "%.0f %cB", value, units[unit]);
    return out;
}

static const char *format_grouped(i64 n, char out[32])
{
    char digits[24];
    int count, at = 0;
    u64 magnitude = n < 0 ? 0 - (u64)n : (u64)n;
    count = sprintf(digits, "%llu", (unsigned long long)magnitude);
    if (n < 0) out[at++] = '-';
    for (int i = 0; i < count; i++) {
        out[at++] = digits[i];
        if ((count - i - 1) % 3 == 0 && i + 1 < count) out[at++] = ',';
    }
    out[at] = 0;
    return out;
}

static char *format_base(u64 n, unsigned base, char *end)
{
    *--end = '\0';
    do *--end = "0123456789abcdefghijklmnopqrstuvwxyz"[n % base];
    while (n /= base);
    return end;
}

static bool parse_size(Text t, u64 *out)
{
    u64 n = 0;
    usize i = 0;
    unsigned base = 10;
    t = text_trim(t);
    if (t.length > 2 && t.at[0] == '0' && (t.at[1] | 0x20) == 'x') base = 16, i = 2;
    usize first = i;
    for (; i < t.length; i++) {
        int c = tolower((unsigned char)t.at[i]), digit;
        if (c >= '0' && c <= '9') digit = c - '0';
        else if (base == 16 && c >= 'a' && c <= 'f') digit = c - 'a' + 10;
        else break;
        if (n > (UINT64_MAX - digit) / base) return false;
        n = n * base + digit;
    }
    if (i == first) return false;
    if (i < t.length) {
        switch (toupper((unsigned char)t.at[i++])) {
        case 'G': n <<= 10; /* fall through */
        case 'M': n <<= 10; /* fall through */
        case 'K': n <<= 10; break;
        default: return false;
        }
    }
    *out = n;
    return i == t.length;
}

/* 4.4 Wildcards: * and ?, without recursion. */
static bool wild_match(const char *pattern, const char *text)
{
    const char *star = NULL, *resume = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            resume = text;
        } else if (*pattern == '?' || tolower((unsigned char)*pattern) == tolower((unsigned char)*text)) {
            pattern++, text++;
        } else if (star) {
            pattern = star + 1;
            text = ++resume;
        } else return false;
    }
    while (*pattern == '*') pattern++;
    return !*pattern;
}

/* 4.5 UTF-8 to UTF-16 and back. */
static usize utf8_to_wide(const char *s, wchar_t *out, usize room)
{
    usize n = 0;
    while (*s) {
        u32 c = (u8)*s++;
        int more = c < 0x80 ? 0 : c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
        if (more) c &= 0x3F >> more;
        while (more-- > 0) c = c << 6 | ((u8)*s++ & 0x3F);
        if (c >= 0x10000) {
            if (n + 2 >= room) break;
            c -= 0x10000;
            out[n++] = (wchar_t)(0xD800 | c >> 10);
            out[n++] = (wchar_t)(0xDC00 | (c & 0x3FF));
        } else {
            if (n + 1 >= room) break;
            out[n++] = (wchar_t)c;
        }
    }
    out[n] = 0;
    return n;
}

static usize wide_to_utf8(const wchar_t *s, char *out)
{
    char *start = out;
    for (; *s; s++) {
        u32 c = *s;
        if ((c & 0xFC00) == 0xD800) c = 0x10000 + ((c & 0x3FF) << 10 | (*++s & 0x3FF));
        if (c < 0x80) *out++ = (char)c;
        else if (c < 0x800) {
            *out++ = (char)(0xC0 | c >> 6);
            *out++ = (char)(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            *out++ = (char)(0xE0 | c >> 12);
            *out++ = (char)(0x80 | (c >> 6 & 0x3F));
            *out++ = (char)(0x80 | (c & 0x3F));
        } else {
            *out++ = (char)(0xF0 | c >> 18);
            *out++ = (char)(0x80 | (c >> 12 & 0x3F));
            *out++ = (char)(0x80 | (c >> 6 & 0x3F));
            *out++ = (char)(0x80 | (c & 0x3F));
        }
    }
    *out = 0;
    return (usize)(out - start);
}

static u32 hash_bytes(const void *data, usize size)
{
    const u8 *p = data, *end = p + size;
    u32 h = 2166136261u;
    while (p != end) h = (h ^ *p++) * 16777619u;
    return h;
}

static u32 crc32_of(const void *data, usize size)
{
    static u32 table[256];
    if (!table[1])
        for (u32 i = 0; i < 256; i++) {
            u32 c = i;
            for (int k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            table[i] = c;
        }
    u32 crc = ~0u;
    for (const u8 *p = data; size--; p++) crc = table[(crc ^ *p) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

/* ------------------------------------------------------------------------------------------------------------------
 * 5. Containers
 * ---------------------------------------------------------------------------------------------------------------- */

/* 5.1 A vector of any type, by macros: the address range is reserved once, so that elements never move. */
#define VECTOR(T) struct { T *at; usize count, capacity, committed; }

#define vector_open(v, most) ( \
    (v)->count = (v)->committed = 0, \
    (v)->capacity = (most), \
    (v)->at = vm_reserve((most) * sizeof *(v)->at), \
    (v)->at ? ST_OK : ST_NO_MEMORY)

#define vector_push(v, x) ( \
    vector_room((void *)(v)->at, (v)->count + 1, sizeof *(v)->at, (v)->capacity, &(v)->committed) \
        ? ((v)->at[(v)->count++] = (x), ST_OK) : ST_FULL)

#define vector_close(v) (vm_release((v)->at), (v)->at = NULL, (v)->count = 0)
#define vector_last(v) ((v)->at[(v)->count - 1])
#define vector_each(T, name, v) for (T *name = (v)->at; name < (v)->at + (v)->count; name++)

static bool vector_room(void *base, usize count, usize size, usize capacity, usize *committed)
{
    usize need = count * size;
    if (count > capacity) return false;
    if (need <= *committed) return true;
    usize to = align_up(MAX2(need, *committed * 2), system_info()->page);
    to = MIN2(to, align_up(capacity * size, system_info()->page));
    if (!vm_commit((u8 *)base + *committed, to - *committed)) return false;
    *committed = to;
    return true;
}

/* 5.2 A hash map from texts to numbers: open addressing, linear probing, tombstones. */
typedef struct MapEntry { Text key; i64 value; u32 hash; u8 state; } MapEntry;
enum { SLOT_EMPTY, SLOT_USED, SLOT_DELETED };

typedef struct Map {
    Arena *arena;
    MapEntry *slots;
    usize room, used, deleted;
    int probes;
} Map;

static void map_open(Map *m, Arena *arena) { *m = (Map){ .arena = arena }; }

static MapEntry *map_slot(Map *m, Text key, u32 hash, bool for_insert)
{
    MapEntry *grave = NULL;
    if (!m->room) return NULL;
    for (usize i = hash & (m->room - 1);; i = (i + 1) & (m->room - 1)) {
        MapEntry *e = &m->slots[i];
        m->probes++;
        switch (e->state) {
        case SLOT_EMPTY:
            return for_insert ? (grave ? grave : e) : NULL;
        case SLOT_DELETED:
            if (!grave) grave = e;
            break;
        default:
            if (e->hash == hash && text_equal(e->key, key)) return e;
        }
    }
}

static bool map_grow(Map *m)
{
    Map old = *m;
    m->room = old.room ? (old.used * 2 >= old.room ? old.room * 2 : old.room) : 8;
    m->slots = ARENA_ARRAY(m->arena, MapEntry, m->room);
    if (!m->slots) {
        *m = old;
        return false;
    }
    m->deleted = 0;
    for (usize i = 0; i < old.room; i++)
        if (old.slots[i].state == SLOT_USED)
            *map_slot(m, old.slots[i].key, old.slots[i].hash, true) = old.slots[i];
    return true;
}

static Status map_set(Map *m, Text key, i64 value)
{
    u32 hash = hash_bytes(key.at, key.length);
    MapEntry *e;
    if ((m->used + m->deleted + 1) * 4 > m->room * 3 && !map_grow(m)) return ST_NO_MEMORY;
    e = map_slot(m, key, hash, true);
    if (e->state != SLOT_USED) {
        if (e->state == SLOT_DELETED) m->deleted--;
        m->used++;
        e->key.at = arena_copy(m->arena, key.at, key.length);
        e->key.length = key.length;
        e->hash = hash;
        e->state = SLOT_USED;
    }
    e->value = value;
    return ST_OK;
}

static bool map_get(Map *m, Text key, i64 *value)
{
    MapEntry *e = map_slot(m, key, hash_bytes(key.at, key.length), false);
    if (e && value) *value = e->value;
    return e != NULL;
}

static Status map_remove(Map *m, Text key)
{
    MapEntry *e = map_slot(m, key, hash_bytes(key.at, key.length), false);
    if (!e) return ST_NOT_FOUND;
    e->state = SLOT_DELETED;
    m->used--, m->deleted++;
    return ST_OK;
}

/* 5.3 A ring of bytes. */
typedef struct Ring { u8 data[64]; u32 read, write; } Ring;

static usize ring_count(const Ring *r) { return r->write - r->read; }

static usize ring_put(Ring *r, const void *from, usize n)
{
    usize done = 0;
    for (; done < n && ring_count(r) < sizeof r->data; done++) r->data[r->write++ % sizeof r->data] = ((const u8 *)from)[done];
    return done;
}

static usize ring_get(Ring *r, void *to, usize n)
{
    usize done;
    for (done = 0; done < n && r->read != r->write; ++done) ((u8 *)to)[done] = r->data[r->read++ % sizeof r->data];
    return done;
}

/* 5.4 A priority queue: a binary heap of (priority, payload). */
typedef struct Job { i32 priority; u32 order; const char *name; } Job;
typedef struct Queue { Job jobs[32]; u32 count, stamp; } Queue;

static bool job_before(const Job *a, const Job *b)
{
    return a->priority != b->priority ? a->priority > b->priority : a->order < b->order;
}

static Status queue_add(Queue *q, i32 priority, const char *name)
{
    if (q->count == COUNT(q->jobs)) return ST_FULL;
    u32 i = q->count++;
    q->jobs[i] = (Job){ priority, q->stamp++, name };
    while (i > 0 && job_before(&q->jobs[i], &q->jobs[(i - 1) / 2])) {
        SWAP(Job, q->jobs[i], q->jobs[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    return ST_OK;
}

static Status queue_take(Queue *q, Job *out)
{
    u32 i = 0;
    if (q->count == 0) return ST_EMPTY;
    *out = q->jobs[0];
    q->jobs[0] = q->jobs[--q->count];
    for (;;) {
        u32 best = i, left = 2 * i + 1, right = left + 1;
        if (left < q->count && job_before(&q->jobs[left], &q->jobs[best])) best = left;
        if (right < q->count && job_before(&q->jobs[right], &q->jobs[best])) best = right;
        if (best == i) break;
        SWAP(Job, q->jobs[i], q->jobs[best]);
        i = best;
    }
    return ST_OK;
}

/* 5.5 A treap: a search tree that random priorities keep flat. Ordered by address: it maps ranges to names. */
typedef struct Range {
    struct Range *left, *right;
    u64 from, to;
    u32 weight;
    char name[20];
} Range;

typedef struct RangeTree { Pool *pool; Range *root; Random random; int count; } RangeTree;

static void range_split(Range *t, u64 key, Range **low, Range **high)
{
    if (!t) *low = *high = NULL;
    else if (t->from < key) {
        range_split(t->right, key, &t->right, high);
        *low = t;
    } else {
        range_split(t->left, key, low, &t->left);
        *high = t;
    }
}

static Range *range_merge(Range *low, Range *high)
{
    if (!low) return high;
    if (!high) return low;
    if (low->weight > high->weight) {
        low->right = range_merge(low->right, high);
        return low;
    }
    high->left = range_merge(low, high->left);
    return high;
}

static const Range *range_find(const RangeTree *t, u64 address)
{
    const Range *at = t->root, *best = NULL;
    while (at) {
        if (at->from <= address) {
            best = at;
            at = at->right;
        } else at = at->left;
    }
    return best && address < best->to ? best : NULL;
}

static Status range_add(RangeTree *t, u64 from, u64 to, const char *name)
{
    Range *r, *low, *high;
    if (from >= to) return ST_BAD_ARGUMENT;
    if (range_find(t, from) || range_find(t, to - 1)) return ST_FULL;
    if (!(r = pool_take(t->pool))) return ST_NO_MEMORY;
    r->from = from, r->to = to;
    r->weight = random_next(&t->random);
    strncpy(r->name, name, sizeof r->name - 1);
    range_split(t->root, from, &low, &high);
    t->root = range_merge(range_merge(low, r), high);
    t->count++;
    return ST_OK;
}

static Status range_remove(RangeTree *t, u64 from)
{
    Range *low, *mid, *high;
    range_split(t->root, from, &low, &high);
    range_split(high, from + 1, &mid, &high);
    t->root = range_merge(low, high);
    if (!mid) return ST_NOT_FOUND;
    t->count--;
    return pool_give(t->pool, mid);
}

static void range_walk(const Range *r, void (*visit)(const Range *, void *), void *context)
{
    if (!r) return;
    range_walk(r->left, visit, context);
    visit(r, context);
    range_walk(r->right, visit, context);
}

static int range_height(const Range *r)
{
    return r ? 1 + MAX2(range_height(r->left), range_height(r->right)) : 0;
}

/* 5.6 A bit set. */
typedef struct Bits { u64 words[16]; } Bits;

static void bits_set(Bits *b, unsigned i, bool on)
{
    if (on) b->words[i / 64] |= 1ull << (i % 64);
    else b->words[i / 64] &= ~(1ull << (i % 64));
}

static bool bits_test(const Bits *b, unsigned i) { return b->words[i >> 6] >> (i & 63) & 1; }

static int bits_count(const Bits *b)
{
    int n = 0;
    for (usize i = 0; i < COUNT(b->words); i++) n += (int)count_bits(b->words[i]);
    return n;
}

/* The first run of n clear bits, or -1. */
static int bits_find_run(const Bits *b, unsigned n)
{
    unsigned run = 0;
    for (unsigned i = 0; i < COUNT(b->words) * 64; i++) {
        run = bits_test(b, i) ? 0 : run + 1;
        if (run == n) return (int)(i - n + 1);
    }
    return -1;
}

/* ------------------------------------------------------------------------------------------------------------------
 * 6. Sorting: four ways behind one type, so that they can be compared
 * ---------------------------------------------------------------------------------------------------------------- */

typedef int (*Compare)(const void *a, const void *b);
typedef struct SortStats { u64 compares, moves; } SortStats;
typedef void (*SortFunction)(void *base, usize count, usize size, Compare compare, SortStats *stats);

static void swap_bytes(u8 *a, u8 *b, usize n, SortStats *stats)
{
    while (n--) {
        u8 t = *a;
        *a++ = *b;
        *b++ = t;
    }
    stats->moves += 2;
}

static void insertion_sort(void *base, usize count, usize size, Compare compare, SortStats *stats)
{
    u8 *a = base;
    for (usize i = 1; i < count; i++)
        for (usize k = i; k > 0 && (stats->compares++, compare(a + (k - 1) * size, a + k * size) > 0); k--)
            swap_bytes(a + (k - 1) * size, a + k * size, size, stats);
}

static void sift_down(u8 *a, usize i, usize count, usize size, Compare compare, SortStats *stats)
{
    for (usize child; (child = 2 * i + 1) < count; i = child) {
        if (child + 1 < count && (stats->compares++, compare(a + child * size, a + (child + 1) * size) < 0)) child++;
        if (stats->compares++, compare(a + i * size, a + child * size) >= 0) return;
        swap_bytes(a + i * size, a + child * size, size, stats);
    }
}

static void heap_sort(void *base, usize count, usize size, Compare compare, SortStats *stats)
{
    u8 *a = base;
    for (usize i = count / 2; i-- > 0;) sift_down(a, i, count, size, compare, stats);
    for (usize end = count; end > 1;) {
        end--;
        swap_bytes(a, a + end * size, size, stats);
        sift_down(a, 0, end, size, compare, stats);
    }
}

static void quick_sort(void *base, usize count, usize size, Compare compare, SortStats *stats)
{
    u8 *a = base;
    while (count > 8) {
        usize i = 0, j = count - 1;
        u8 pivot[64];
        memcpy(pivot, a + (count / 2) * size, size);
        for (;;) {
            while (stats->compares++, compare(a + i * size, pivot) < 0) i++;
            while (stats->compares++, compare(a + j * size, pivot) > 0) j--;
            if (i >= j) break;
            swap_bytes(a + i * size, a + j * size, size, stats);
            i++, j--;
        }
        /* The smaller part by recursion, the larger one in this loop. */
        if (i < count - i) {
            quick_sort(a, i, size, compare, stats);
            a += i * size;
            count -= i;
        } else {
            quick_sort(a + i * size, count - i, size, compare, stats);
            count = i;
        }
    }
    insertion_sort(a, count, size, compare, stats);
}

static void merge_runs(u8 *a, u8 *spare, usize count, usize size, Compare compare, SortStats *stats)
{
    if (count < 2) return;
    usize half = count / 2, i = 0, j = half, k = 0;
    merge_runs(a, spare, half, size, compare, stats);
    merge_runs(a + half * size, spare, count - half, size, compare, stats);
    while (i < half && j < count) {
        stats->compares++;
        usize from = compare(a + j * size, a + i * size) < 0 ? j++ : i++;
        memcpy(spare + k++ * size, a + from * size, size);
    }
    memcpy(spare + k * size, a + i * size, (half - i) * size);
    k += half - i;
    memcpy(a, spare, k * size);
    stats->moves += k * 2;
}

static void merge_sort(void *base, usize count, usize size, Compare compare, SortStats *stats)
{
    u8 *spare = vm_reserve(count * size);
    if (!spare || !vm_commit(spare, count * size)) return;
    merge_runs(base, spare, count, size, compare, stats);
    vm_release(spare);
}

static int compare_i32(const void *a, const void *b)
{
    i32 x = *(const i32 *)a, y = *(const i32 *)b;
    return (x > y) - (x < y);
}

static bool is_sorted(const i32 *a, usize count)
{
    for (usize i = 1; i < count; i++) if (a[i - 1] > a[i]) return false;
    return true;
}

/* ------------------------------------------------------------------------------------------------------------------
 * 7. Regions
 * ---------------------------------------------------------------------------------------------------------------- */

typedef enum RegionKind { RK_FREE, RK_RESERVED, RK_PRIVATE, RK_MAPPED, RK_IMAGE, RK_COUNT } RegionKind;

typedef struct Region {
    u8 *base;
    usize size;
    DWORD state, protect, type;
    void *allocation;
} Region;

typedef VECTOR(Region) Regions;

static RegionKind region_kind(const Region *r)
{
    if (r->state == MEM_FREE) return RK_FREE;
    if (r->state == MEM_RESERVE) return RK_RESERVED;
    switch (r->type) {
    case MEM_IMAGE: return RK_IMAGE;
    case MEM_MAPPED: return RK_MAPPED;
    default: return RK_PRIVATE;
    }
}

static const char *region_kind_name(RegionKind k)
{
    static const char *names[RK_COUNT] = { "free", "reserved", "private", "mapped", "image" };
    return k >= 0 && k < RK_COUNT ? names[k] : "?";
}

static const char *protect_name(DWORD protect, char out[24])
{
    static const struct { DWORD bits; const char *name; } names[] = {
        { PAGE_NOACCESS, "NA" }, { PAGE_READONLY, "R" }, { PAGE_READWRITE, "RW" }, { PAGE_WRITECOPY, "WC" },
        { PAGE_EXECUTE, "X" }, { PAGE_EXECUTE_READ, "RX" }, { PAGE_EXECUTE_READWRITE, "RWX" },
        { PAGE_EXECUTE_WRITECOPY, "WCX" },
    };
    strcpy(out, "-");
    for (usize i = 0; i < COUNT(names); i++)
        if ((protect & 0xFF) == names[i].bits) strcpy(out, names[i].name);
    if (protect & PAGE_GUARD) strcat(out, "+G");
    if (protect & PAGE_NOCACHE) strcat(out, "+NC");
    if (protect & PAGE_WRITECOMBINE) strcat(out, "+WCB");
    return out;
}

static Status regions_read(Regions *list, const void *from, const void *to)
{
    MEMORY_BASIC_INFORMATION mbi;
    const u8 *at = from;
    list->count = 0;
    while (at < (const u8 *)to && VirtualQuery(at, &mbi, sizeof mbi) == sizeof mbi) {
        Region r = { mbi.BaseAddress, mbi.RegionSize, mbi.State, mbi.State == MEM_COMMIT ? mbi.Protect : 0,
                     mbi.State == MEM_FREE ? 0 : mbi.Type, mbi.State == MEM_FREE ? NULL : mbi.AllocationBase };
        if (vector_push(list, r) != ST_OK) return ST_FULL;
        at = r.base + r.size;
    }
    return ST_OK;
}

typedef bool (*RegionFilter)(const Region *);
static bool is_writable(const Region *r) { return r->state == MEM_COMMIT && r->protect & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE); }
static bool is_guarded(const Region *r) { return (r->protect & PAGE_GUARD) != 0; }
static bool is_any(const Region *r) { UNUSED(r); return true; }

static usize regions_total(const Regions *list, RegionFilter filter)
{
    usize total = 0;
    for (usize i = 0; i < list->count; i++) if (filter(&list->at[i])) total += list->at[i].size;
    return total;
}

static void regions_print(const Regions *list, const u8 *origin)
{
    char protect[24], size[16];
    printf("    offset      size  kind      protection\n");
    vector_each(Region, r, list) {
        printf("  %c %06llx  %8s  %-8s  %s\n", r->allocation == r->base ? '*' : ' ', (unsigned long long)(r->base - origin),
               format_size(r->size, size), region_kind_name(region_kind(r)), protect_name(r->protect, protect));
    }
}

/* What became another kind or protection between two looks: counts pages. */
static usize regions_changed(const Regions *before, const Regions *after)
{
    usize i = 0, k = 0, pages = 0;
    while (i < before->count && k < after->count) {
        const Region *a = &before->at[i], *b = &after->at[k];
        u8 *from = MAX2(a->base, b->base), *to = MIN2(a->base + a->size, b->base + b->size);
        if (from < to && (a->state != b->state || a->protect != b->protect)) pages += pages_of((usize)(to - from));
        if (a->base + a->size <= to) i++;
        if (b->base + b->size <= to) k++;
    }
    return pages;
}

static void histogram(const usize counts[], const char *const labels[], int n, int width)
{
    usize most = 1;
    for (int i = 0; i < n; i++) most = MAX2(most, counts[i]);
    for (int i = 0; i < n; i++) {
        int stars = (int)(counts[i] * width / most);
        printf("  %-10s|%.*s%*s| %zu\n", labels[i], stars, "****************************************", width - stars, "", counts[i]);
    }
}

/* ------------------------------------------------------------------------------------------------------------------
 * 8. The evaluator
 * ---------------------------------------------------------------------------------------------------------------- */

typedef enum TokenKind {
    TK_END, TK_NUMBER, TK_NAME, TK_PUNCT, TK_ERROR
} TokenKind;

typedef struct Token {
    TokenKind kind;
    Text text;
    f64 number;
    int column;
} Token;

typedef struct Lexer { const char *source, *at; Token token; } Lexer;

static void lexer_next(Lexer *lx)
{
    static const char *const pairs[] = { "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "**" };
    while (*lx->at == ' ' || *lx->at == '\t') lx->at++;
    Token *t = &lx->token;
    t->column = (int)(lx->at - lx->source) + 1;
    t->text.at = lx->at;
    if (!*lx->at) t->kind = TK_END;
    else if (isdigit((unsigned char)*lx->at) || (*lx->at == '.' && isdigit((unsigned char)lx->at[1]))) {
        char *end;
        t->kind = TK_NUMBER;
        if (lx->at[0] == '0' && (lx->at[1] == 'x' || lx->at[1] == 'X')) t->number = (f64)strtoull(lx->at, &end, 16);
        else t->number = strtod(lx->at, &end);
        lx->at = end;
        switch (*lx->at) {
        case 'K': t->number *= 1024, lx->at++; break;
        case 'M': t->number *= 1024 * 1024, lx->at++; break;
        }
    } else if (isalpha((unsigned char)*lx->at) || *lx->at == '_') {
        t->kind = TK_NAME;
        do lx->at++; while (isalnum((unsigned char)*lx->at) || *lx->at == '_');
    } else {
        t->kind = TK_PUNCT;
        for (usize i = 0; i < COUNT(pairs); i++)
            if (lx->at[0] == pairs[i][0] && lx->at[1] == pairs[i][1]) {
                lx->at += 2;
                goto done;
            }
        if (!strchr("+-*/%()<>=!&|^~?:,", *lx->at)) t->kind = TK_ERROR;
        lx->at++;
    }
done:
    t->text.length = (usize)(lx->at - t->text.at);
}

static bool token_is(const Lexer *lx, const char *punct)
{
    return lx->token.kind == TK_PUNCT && lx->token.text.length == strlen(punct) && !memcmp(lx->token.text.at, punct, strlen(punct));
}

typedef enum NodeKind { ND_NUMBER, ND_NAME, ND_UNARY, ND_BINARY, ND_CHOICE, ND_CALL, ND_ASSIGN } NodeKind;

typedef struct Node {
    NodeKind kind;
    union {
        f64 number;
        Text name;
        struct { int op; struct Node *operand; } unary;
        struct { int op; struct Node *left, *right; } binary;
        struct { struct Node *condition, *yes, *no; } choice;
        struct { int function, count; struct Node *arguments[4]; } call;
        struct { Text name; struct Node *value; } assign;
    } as;
} Node;

enum Op {
    OP_PUSH, OP_LOAD, OP_STORE, OP_NEG, OP_NOT, OP_COMPL,
    OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_MOD, OP_POW,
    OP_SHL, OP_SHR, OP_AND, OP_OR, OP_XOR,
    OP_LT, OP_GT, OP_LE, OP_GE, OP_EQ, OP_NE, OP_LAND, OP_LOR,
    OP_JUMP, OP_JUMP_IF_NOT, OP_CALL, OP_POP, OP_HALT, OP_LAST
};

static const char *const op_names[OP_LAST] = {
    "push", "load", "store", "neg", "not", "compl", "add", "sub", "mul", "div", "mod", "pow", "shl", "shr", "and", "or",
    "xor", "lt", "gt", "le", "ge", "eq", "ne", "land", "lor", "jump", "jumpifnot", "call", "pop", "halt"
};

static const struct { const char *text; int precedence, op; bool right; } binary_operators[] = {
    { "||", 1, OP_LOR }, { "&&", 2, OP_LAND }, { "|", 3, OP_OR }, { "^", 4, OP_XOR }, { "&", 5, OP_AND },
    { "==", 6, OP_EQ }, { "!=", 6, OP_NE }, { "<", 7, OP_LT }, { ">", 7, OP_GT }, { "<=", 7, OP_LE }, { ">=", 7, OP_GE },
    { "<<", 8, OP_SHL }, { ">>", 8, OP_SHR }, { "+", 9, OP_ADD }, { "-", 9, OP_SUB },
    { "*", 10, OP_MUL }, { "/", 10, OP_DIV }, { "%", 10, OP_MOD }, { "**", 12, OP_POW, true },
};

static f64 fn_max(const f64 *a, int n) { f64 m = a[0]; for (int i = 1; i < n; i++) if (a[i] > m) m = a[i]; return m; }
static f64 fn_min(const f64 *a, int n) { f64 m = a[0]; for (int i = 1; i < n; i++) if (a[i] < m) m = a[i]; return m; }
static f64 fn_abs(const f64 *a, int n) { UNUSED(n); return fabs(a[0]); }
static f64 fn_sqrt(const f64 *a, int n) { UNUSED(n); return sqrt(a[0]); }
static f64 fn_pages(const f64 *a, int n) { UNUSED(n); return (f64)pages_of((usize)a[0]); }
static f64 fn_align(const f64 *a, int n) { UNUSED(n); return (f64)align_up((usize)a[0], (usize)a[1]); }

static const struct { const char *name; f64 (*run)(const f64 *, int); int least, most; } functions[] = {
    { "max", fn_max, 1, 4 }, { "min", fn_min, 1, 4 }, { "abs", fn_abs, 1, 1 },
    { "sqrt", fn_sqrt, 1, 1 }, { "pages", fn_pages, 1, 1 }, { "align", fn_align, 2, 2 },
};

typedef struct Instruction { u16 op; u16 extra; union { f64 number; i32 slot, target; }; } Instruction;

typedef struct Evaluator {
    Arena arena;
    Map slots;                    /* names to indices into values */
    f64 values[64];
    char names[64][16];
    int value_count;
    Lexer lx;
    Instruction code[256];
    int length, folded, steps;
    char error[96];
    Status status;
    jmp_buf escape;
} Evaluator;

static void fail_at(Evaluator *ev, Status status, int column, const char *format, ...)
{
    va_list args;
    int n = column ? sprintf(ev->error, "column %d: ", column) : (ev->error[0] = 0);
    va_start(args, format);
    vsnprintf(ev->error + n, sizeof ev->error - n, format, args);
    va_end(args);
    ev->status = status;
    longjmp(ev->escape, 1);
}

static Node *node_new(Evaluator *ev, NodeKind kind)
{
    Node *n = ARENA_NEW(&ev->arena, Node);
    if (!n) fail_at(ev, ST_NO_MEMORY, 0, "too large");
    n->kind = kind;
    return n;
}

static Node *parse_expression(Evaluator *ev);

static void expect_punct(Evaluator *ev, const char *punct)
{
    if (!token_is(&ev->lx, punct))
        fail_at(ev, ST_SYNTAX, ev->lx.token.column, "%s expected, not %s%.*s", punct,
                ev->lx.token.kind == TK_END ? "the end" : "", (int)ev->lx.token.text.length, ev->lx.token.text.at);
    lexer_next(&ev->lx);
}

static Node *parse_call(Evaluator *ev, Token name)
{
    Node *n = node_new(ev, ND_CALL);
    n->as.call.function = -1;
    for (int i = 0; i < (int)COUNT(functions); i++)
        if (text_equal(name.text, text_from(functions[i].name))) n->as.call.function = i;
    if (n->as.call.function < 0)
        fail_at(ev, ST_NOT_FOUND, name.column, "no function %.*s", (int)name.text.length, name.text.at);
    lexer_next(&ev->lx);
    while (!token_is(&ev->lx, ")")) {
        if (n->as.call.count) expect_punct(ev, ",");
        if (n->as.call.count == 4) fail_at(ev, ST_FULL, ev->lx.token.column, "too many arguments");
        n->as.call.arguments[n->as.call.count++] = parse_expression(ev);
    }
    lexer_next(&ev->lx);
    if (n->as.call.count < functions[n->as.call.function].least || n->as.call.count > functions[n->as.call.function].most)
        fail_at(ev, ST_BAD_ARGUMENT, name.column, "%s takes %d to %d arguments, not %d", functions[n->as.call.function].name,
                functions[n->as.call.function].least, functions[n->as.call.function].most, n->as.call.count);
    return n;
}

static Node *parse_primary(Evaluator *ev)
{
    Token t = ev->lx.token;
    Node *n;
    switch (t.kind) {
    case TK_NUMBER:
        lexer_next(&ev->lx);
        n = node_new(ev, ND_NUMBER);
        n->as.number = t.number;
        return n;
    case TK_NAME:
        lexer_next(&ev->lx);
        if (token_is(&ev->lx, "(")) return parse_call(ev, t);
        n = node_new(ev, ND_NAME);
        n->as.name = t.text;
        return n;
    case TK_PUNCT:
        if (token_is(&ev->lx, "(")) {
            lexer_next(&ev->lx);
            n = parse_expression(ev);
            expect_punct(ev, ")");
            return n;
        }
        if (t.text.length == 1 && strchr("-!~+", t.text.at[0])) {
            lexer_next(&ev->lx);
            if (t.text.at[0] == '+') return parse_primary(ev);
            n = node_new(ev, ND_UNARY);
            n->as.unary.op = t.text.at[0] == '-' ? OP_NEG : t.text.at[0] == '!' ? OP_NOT : OP_COMPL;
            n->as.unary.operand = parse_primary(ev);
            return n;
        }
        /* fall through */
    default:
        fail_at(ev, ST_SYNTAX, t.column, t.kind == TK_END ? "something is missing" : "unexpected %.*s", (int)t.text.length, t.text.at);
    }
    return NULL;
}

static Node *parse_binary(Evaluator *ev, int least)
{
    Node *left = parse_primary(ev);
    for (;;) {
        int found = -1;
        for (int i = 0; i < (int)COUNT(binary_operators); i++)
            if (token_is(&ev->lx, binary_operators[i].text)) found = i;
        if (found < 0 || binary_operators[found].precedence < least) return left;
        lexer_next(&ev->lx);
        Node *n = node_new(ev, ND_BINARY);
        n->as.binary.op = binary_operators[found].op;
        n->as.binary.left = left;
        n->as.binary.right = parse_binary(ev, binary_operators[found].precedence + !binary_operators[found].right);
        left = n;
    }
}

static Node *parse_expression(Evaluator *ev)
{
    Node *n = parse_binary(ev, 1);
    if (token_is(&ev->lx, "=")) {
        if (n->kind != ND_NAME) fail_at(ev, ST_TYPE, ev->lx.token.column, "only a name can be assigned to");
        Node *assign = node_new(ev, ND_ASSIGN);
        assign->as.assign.name = n->as.name;
        lexer_next(&ev->lx);
        assign->as.assign.value = parse_expression(ev);
        return assign;
    }
    if (token_is(&ev->lx, "?")) {
        Node *choice = node_new(ev, ND_CHOICE);
        lexer_next(&ev->lx);
        choice->as.choice.condition = n;
        choice->as.choice.yes = parse_expression(ev);
        expect_punct(ev, ":");
        choice->as.choice.no = parse_expression(ev);
        return choice;
    }
    return n;
}

static f64 apply(Evaluator *ev, int op, f64 a, f64 b)
{
    switch (op) {
    case OP_ADD: return a + b;
    case OP_SUB: return a - b;
    case OP_MUL: return a * b;
    case OP_DIV:
        if (b == 0) fail_at(ev, ST_DIVIDE, 0, "division by zero");
        return a / b;
    case OP_MOD:
        if (b == 0) fail_at(ev, ST_DIVIDE, 0, "remainder by zero");
        return fmod(a, b);
    case OP_POW: return pow(a, b);
    case OP_SHL: return (f64)((u64)a << (unsigned)b);
    case OP_SHR: return (f64)((u64)a >> (unsigned)b);
    case OP_AND: return (f64)((u64)a & (u64)b);
    case OP_OR:  return (f64)((u64)a | (u64)b);
    case OP_XOR: return (f64)((u64)a ^ (u64)b);
    case OP_LT: return a < b;
    case OP_GT: return a > b;
    case OP_LE: return a <= b;
    case OP_GE: return a >= b;
    case OP_EQ: return a == b;
    case OP_NE: return a != b;
    case OP_LAND: return a != 0 && b != 0;
    case OP_LOR: return a != 0 || b != 0;
    case OP_NEG: return -a;
    case OP_NOT: return a == 0;
    case OP_COMPL: return (f64)(i64)~(i64)a;
    }
    fail_at(ev, ST_TYPE, 0, "no operator %d", op);
    return 0;
}

/* Numbers among themselves are computed before there is code. */
static Node *fold(Evaluator *ev, Node *n)
{
    switch (n->kind) {
    case ND_UNARY:
        n->as.unary.operand = fold(ev, n->as.unary.operand);
        if (n->as.unary.operand->kind == ND_NUMBER) {
            f64 value = apply(ev, n->as.unary.op, n->as.unary.operand->as.number, 0);
            n->kind = ND_NUMBER;
            n->as.number = value;
            ev->folded++;
        }
        break;
    case ND_BINARY:
        n->as.binary.left = fold(ev, n->as.binary.left);
        n->as.binary.right = fold(ev, n->as.binary.right);
        if (n->as.binary.left->kind == ND_NUMBER && n->as.binary.right->kind == ND_NUMBER) {
            f64 value = apply(ev, n->as.binary.op, n->as.binary.left->as.number, n->as.binary.right->as.number);
            n->kind = ND_NUMBER;
            n->as.number = value;
            ev->folded++;
        }
        break;
    case ND_CHOICE:
        n->as.choice.condition = fold(ev, n->as.choice.condition);
        n->as.choice.yes = fold(ev, n->as.choice.yes);
        n->as.choice.no = fold(ev, n->as.choice.no);
        if (n->as.choice.condition->kind == ND_NUMBER) {
            ev->folded++;
            return n->as.choice.condition->as.number ? n->as.choice.yes : n->as.choice.no;
        }
        break;
    case ND_CALL:
        for (int i = 0; i < n->as.call.count; i++) n->as.call.arguments[i] = fold(ev, n->as.call.arguments[i]);
        break;
    case ND_ASSIGN:
        n->as.assign.value = fold(ev, n->as.assign.value);
        break;
    default:
        break;
    }
    return n;
}

static int slot_of(Evaluator *ev, Text name, bool create)
{
    i64 slot;
    if (map_get(&ev->slots, name, &slot)) return (int)slot;
    if (!create) fail_at(ev, ST_NOT_FOUND, 0, "no variable %.*s", (int)name.length, name.at);
    if (ev->value_count == COUNT(ev->values)) fail_at(ev, ST_FULL, 0, "too many variables");
    sprintf(ev->names[ev->value_count], "%.*s", (int)MIN2(name.length, 15), name.at);
    map_set(&ev->slots, name, ev->value_count);
    return ev->value_count++;
}

static int emit(Evaluator *ev, int op, int extra)
{
    if (ev->length == COUNT(ev->code)) fail_at(ev, ST_FULL, 0, "too much code");
    ev->code[ev->length] = (Instruction){ .op = (u16)op, .extra = (u16)extra };
    return ev->length++;
}

static void generate(Evaluator *ev, const Node *n)
{
    int at, end;
    switch (n->kind) {
    case ND_NUMBER:
        at = emit(ev, OP_PUSH, 0);
        ev->code[at].number = n->as.number;
        break;
    case ND_NAME:
        at = emit(ev, OP_LOAD, 0);
        ev->code[at].slot = slot_of(ev, n->as.name, false);
        break;
    case ND_UNARY:
        generate(ev, n->as.unary.operand);
        emit(ev, n->as.unary.op, 0);
        break;
    case ND_BINARY:
        generate(ev, n->as.binary.left);
        generate(ev, n->as.binary.right);
        emit(ev, n->as.binary.op, 0);
        break;
    case ND_CHOICE:
        generate(ev, n->as.choice.condition);
        at = emit(ev, OP_JUMP_IF_NOT, 0);
        generate(ev, n->as.choice.yes);
        end = emit(ev, OP_JUMP, 0);
        ev->code[at].target = ev->length;
        generate(ev, n->as.choice.no);
        ev->code[end].target = ev->length;
        break;
    case ND_CALL:
        for (int i = 0; i < n->as.call.count; i++) generate(ev, n->as.call.arguments[i]);
        at = emit(ev, OP_CALL, n->as.call.count);
        ev->code[at].slot = n->as.call.function;
        break;
    case ND_ASSIGN:
        generate(ev, n->as.assign.value);
        at = emit(ev, OP_STORE, 0);
        ev->code[at].slot = slot_of(ev, n->as.assign.name, true);
        break;
    }
}

static f64 execute(Evaluator *ev)
{
    f64 stack[64];
    int top = 0;
    for (const Instruction *i = ev->code;; i++) {
        ev->steps++;
        if (top > 60) fail_at(ev, ST_FULL, 0, "too deep");
        switch (i->op) {
        case OP_PUSH: stack[top++] = i->number; break;
        case OP_LOAD: stack[top++] = ev->values[i->slot]; break;
        case OP_STORE: ev->values[i->slot] = stack[top - 1]; break;
        case OP_NEG: case OP_NOT: case OP_COMPL: stack[top - 1] = apply(ev, i->op, stack[top - 1], 0); break;
        case OP_JUMP: i = ev->code + i->target - 1; break;
        case OP_JUMP_IF_NOT: if (!stack[--top]) i = ev->code + i->target - 1; break;
        case OP_CALL:
            top -= i->extra;
            stack[top] = functions[i->slot].run(stack + top, i->extra);
            top++;
            break;
        case OP_POP: top--; break;
        case OP_HALT: return stack[top - 1];
        default:
            top--;
            stack[top - 1] = apply(ev, i->op, stack[top - 1], stack[top]);
        }
    }
}

static Status evaluator_open(Evaluator *ev)
{
    memset(ev, 0, sizeof *ev);
    if (arena_open(&ev->arena, VMK_ARENA_RESERVE) != ST_OK) return ST_NO_MEMORY;
    map_open(&ev->slots, &ev->arena);
    return ST_OK;
}

static Status evaluate(Evaluator *ev, const char *source, f64 *result)
{
    ev->status = ST_OK;
    ev->length = ev->folded = ev->steps = 0;
    ev->error[0] = 0;
    if (setjmp(ev->escape)) return ev->status;
    ev->lx.source = ev->lx.at = source;
    lexer_next(&ev->lx);
    Node *tree = parse_expression(ev);
    if (ev->lx.token.kind != TK_END)
        fail_at(ev, ST_SYNTAX, ev->lx.token.column, "unexpected %.*s", (int)ev->lx.token.text.length, ev->lx.token.text.at);
    tree = fold(ev, tree);
    generate(ev, tree);
    emit(ev, OP_HALT, 0);
    *result = execute(ev);
    return ST_OK;
}

static void disassemble(const Evaluator *ev, Builder *out)
{
    for (int i = 0; i < ev->length; i++) {
        const Instruction *in = &ev->code[i];
        builder_format(out, "%s%s", i ? "; " : "", op_names[in->op]);
        switch (in->op) {
        case OP_PUSH: builder_format(out, " %g", in->number); break;
        case OP_LOAD: case OP_STORE: builder_format(out, " %s", ev->names[in->slot]); break;
        case OP_JUMP: case OP_JUMP_IF_NOT: builder_format(out, " %d", in->target); break;
        case OP_CALL: builder_format(out, " %s/%u", functions[in->slot].name, in->extra); break;
        }
    }
}

/* ------------------------------------------------------------------------------------------------------------------
 * 9. Commands
 * ---------------------------------------------------------------------------------------------------------------- */

typedef struct Shell {
    Evaluator ev;
    Arena scratch;
    u8 *blocks[8];
    usize sizes[8];
    int errors;
} Shell;

typedef void (*CommandProc)(Shell *sh, Text arguments);

static bool next_number(Shell *sh, Text *arguments, u64 *out)
{
    Text part;
    if (!text_cut(arguments, ' ', &part) || !parse_size(part, out)) {
        printf("  a number is missing\n");
        sh->errors++;
        return false;
    }
    return true;
}

static void cmd_reserve(Shell *sh, Text arguments)
{
    u64 slot, size;
    if (!next_number(sh, &arguments, &slot) || !next_number(sh, &arguments, &size)) return;
    if (slot >= COUNT(sh->blocks) || sh->blocks[slot]) {
        printf("  slot %llu is taken or does not exist\n", (unsigned long long)slot);
        sh->errors++;
        return;
    }
    sh->blocks[slot] = vm_reserve((usize)size);
    sh->sizes[slot] = align_up((usize)size, system_info()->page);
}

static void cmd_commit(Shell *sh, Text arguments)
{
    u64 slot, offset, size;
    if (!next_number(sh, &arguments, &slot) || !next_number(sh, &arguments, &offset) || !next_number(sh, &arguments, &size)) return;
    if (!vm_commit(sh->blocks[slot % 8] + offset, (usize)size)) {
        printf("  commit: error %lu\n", g_vm.last_error);
        sh->errors++;
    }
}

static void cmd_protect(Shell *sh, Text arguments)
{
    static const struct { const char *name; DWORD protect; } names[] = {
        { "none", PAGE_NOACCESS }, { "read", PAGE_READONLY }, { "write", PAGE_READWRITE }, { "guard", PAGE_READWRITE | PAGE_GUARD },
    };
    u64 slot, offset;
    char before[24];
    if (!next_number(sh, &arguments, &slot) || !next_number(sh, &arguments, &offset)) return;
    for (usize i = 0; i < COUNT(names); i++)
        if (text_equal(text_trim(arguments), text_from(names[i].name))) {
            DWORD old = vm_protect(sh->blocks[slot % 8] + offset, 1, names[i].protect);
            if (old) printf("  was %s\n", protect_name(old, before));
            else printf("  protect: error %lu\n", g_vm.last_error), sh->errors++;
            return;
        }
    printf("  no protection '%.*s'\n", (int)arguments.length, arguments.at);
    sh->errors++;
}

static void cmd_show(Shell *sh, Text arguments)
{
    u64 slot;
    static Regions list;
    if (!next_number(sh, &arguments, &slot)) return;
    if (!list.at && vector_open(&list, 256) != ST_OK) return;
    if (regions_read(&list, sh->blocks[slot % 8], sh->blocks[slot % 8] + sh->sizes[slot % 8]) == ST_OK)
        regions_print(&list, sh->blocks[slot % 8]);
}

static void cmd_free(Shell *sh, Text arguments)
{
    u64 slot;
    if (!next_number(sh, &arguments, &slot)) return;
    if (!vm_release(sh->blocks[slot % 8])) sh->errors++;
    sh->blocks[slot % 8] = NULL;
}

static void cmd_calc(Shell *sh, Text arguments)
{
    f64 value;
    Builder code;
    arena_reset(&sh->scratch, false);
    char *source = arena_copy(&sh->scratch, arguments.at, arguments.length);
    builder_open(&code, &sh->scratch);
    if (evaluate(&sh->ev, source, &value) == ST_OK) {
        disassemble(&sh->ev, &code);
        printf("  %.10g    [%s]\n", value, builder_text(&code));
    } else {
        printf("  %s: %s\n", status_text(sh->ev.status), sh->ev.error);
        sh->errors++;
    }
}

static void cmd_hash(Shell *sh, Text arguments)
{
    char grouped[32];
    UNUSED(sh);
    printf("  fnv %s, crc %s\n", format_grouped(hash_bytes(arguments.at, arguments.length), grouped),
           format_base(crc32_of(arguments.at, arguments.length), 36, (char[40]){ 0 } + 39));
}

static const struct Command { Text name; CommandProc run; const char *help; } commands[] = {
    { { "reserve", 7 }, cmd_reserve, "SLOT SIZE" },
    { { "commit", 6 },  cmd_commit,  "SLOT OFFSET SIZE" },
    { { "protect", 7 }, cmd_protect, "SLOT OFFSET none|read|write|guard" },
    { { "show", 4 },    cmd_show,    "SLOT" },
    { { "free", 4 },    cmd_free,    "SLOT" },
    { { "calc", 4 },    cmd_calc,    "EXPRESSION" },
    { { "hash", 4 },    cmd_hash,    "TEXT" },
};

static void shell_run(Shell *sh, const char *script)
{
    Text rest = text_from(script), line, word;
    while (text_cut(&rest, '\n', &line)) {
        line = text_trim(line);
        if (line.length == 0 || line.at[0] == '#') continue;
        printf("> %.*s\n", (int)line.length, line.at);
        text_cut(&line, ' ', &word);
        const struct Command *found = NULL;
        for (usize i = 0; i < COUNT(commands) && !found; i++)
            if (text_equal(word, commands[i].name)) found = &commands[i];
        if (found) found->run(sh, line);
        else {
            printf("  unknown; known are");
            for (usize i = 0; i < COUNT(commands); i++) printf("%s %.*s", i ? "," : "", (int)commands[i].name.length, commands[i].name.at);
            printf("\n");
            sh->errors++;
        }
    }
}

/* ------------------------------------------------------------------------------------------------------------------
 * 10. Tests
 * ---------------------------------------------------------------------------------------------------------------- */

static void test_pages(void)
{
    test_begin("pages");
    EXPECT(system_info()->page == 4096 && system_info()->granularity == 65536);
    EXPECT(align_up(1, 4096) == 4096 && align_up(4096, 4096) == 4096 && align_down(8191, 4096) == 4096);
    EXPECT(pages_of(0) == 0 && pages_of(1) == 1 && pages_of(4097) == 2);
    EXPECT(is_power_of_two(64) && !is_power_of_two(0) && !is_power_of_two(96));
    EXPECT(log2_floor(0) == -1 && log2_floor(1) == 0 && log2_floor(65535) == 15);
    EXPECT(count_bits(0xFF00FF00FF00FF00ull) == 32);
    u8 *p = vm_reserve(MB(1));
    EXPECT(p != NULL && !vm_is_accessible(p, false));
    EXPECT(vm_commit(p + 5000, 1) && page_of(p + 5000) == p + 4096);
    EXPECT(vm_is_accessible(p + 4096, true) && !vm_is_accessible(p, true));
    EXPECT(vm_protect(p + 4096, 1, PAGE_READONLY) == PAGE_READWRITE);
    EXPECT(vm_is_accessible(p + 4096, false) && !vm_is_accessible(p + 4096, true));
    EXPECT(vm_protect(p, 1, PAGE_READONLY) == 0 && g_vm.last_error == ERROR_INVALID_ADDRESS);
    EXPECT(vm_decommit(p, MB(1)) && vm_release(p));
}

static void test_allocators(void)
{
    Arena a;
    Heap h;
    Pool pool;
    HandleTable table;
    Random random = random_make(42);
    u8 *live[24] = { 0 };
    usize sizes[24] = { 0 };
    int torn = 0;

    test_begin("allocators");
    EXPECT(arena_open(&a, MB(1)) == ST_OK);
    char *name = arena_copy(&a, "vmkit and more", 5);
    EXPECT_STR(name, "vmkit");
    u64 *numbers = ARENA_ARRAY(&a, u64, 1000);
    EXPECT((usize)numbers % 8 == 0 && numbers[999] == 0);
    EXPECT(arena_take(&a, MB(2), 1) == NULL && a.allocations == 2);
    arena_reset(&a, true);
    EXPECT(a.used == 0 && a.peak >= 8000 && !vm_is_accessible(a.base, false));
    arena_close(&a);

    EXPECT(heap_open(&h, KB(64)) == ST_OK);
    for (int round = 0; round < 400; round++) {
        u32 i = random_below(&random, COUNT(live));
        if (live[i]) {
            for (usize k = 0; k < sizes[i]; k++) if (live[i][k] != (u8)i) torn++;
            if (round % 5 == 0) {
                usize more = sizes[i] + random_below(&random, 500);
                u8 *moved = heap_resize(&h, live[i], more);
                if (moved) {
                    live[i] = moved;
                    memset(moved, (int)i, more);
                    sizes[i] = more;
                }
                continue;
            }
            heap_give(&h, live[i]);
            live[i] = NULL;
        } else if ((live[i] = heap_take(&h, sizes[i] = 1 + random_below(&random, 3000))) != NULL)
            memset(live[i], (int)i, sizes[i]);
    }
    HeapStats s = heap_stats(&h);
    EXPECT(torn == 0 && s.sound);
    printf("heap: %d used, %d free, %u splits, %u joins\n", s.used, s.free, h.splits, h.joins);
    for (usize i = 0; i < COUNT(live); i++) EXPECT(heap_give(&h, live[i]) == ST_OK);
    s = heap_stats(&h);
    EXPECT(s.used == 0 && s.free == 1 && s.largest == KB(64) - sizeof(HeapBlock));
    EXPECT(heap_give(&h, &s) == ST_BAD_ARGUMENT);
    vm_release(h.base);

    EXPECT(pool_open(&pool, 20, 100) == ST_OK && pool.block == 24);
    void *first = pool_take(&pool), *second = pool_take(&pool);
    EXPECT((u8 *)second - (u8 *)first == 24 && pool_give(&pool, (u8 *)first + 1) == ST_BAD_ARGUMENT);
    EXPECT(pool_give(&pool, first) == ST_OK && pool_take(&pool) == first && pool.live == 2);
    pool_close(&pool);

    handles_init(&table);
    Handle one = handles_add(&table, "one"), two = handles_add(&table, "two");
    EXPECT(handles_get(&table, one) && one.value != two.value && one.value == 0x10000);
    EXPECT(handles_close(&table, one) == ST_OK && handles_close(&table, one) == ST_NOT_FOUND);
    Handle three = handles_add(&table, "three");
    EXPECT(three.part.index == one.part.index && three.part.generation == 2 && !handles_get(&table, one));
    EXPECT_STR((char *)handles_get(&table, three), "three");
    EXPECT(table.open == 2);
}

static void test_text(void)
{
    char out[64], number[32];
    wchar_t wide[32];
    u64 n = 0;
    Arena a;
    Builder b;
    Text rest = TEXT_OF("alpha,beta,,gamma"), part;
    int parts = 0;

    test_begin("text");
    while (text_cut(&rest, ',', &part)) parts += part.length ? 1 : 100;
    EXPECT(parts == 103);
    EXPECT(text_equal(text_trim(TEXT_OF(" \t x y \n")), TEXT_OF("x y")));
    EXPECT(text_compare(TEXT_OF("abc"), TEXT_OF("abd")) < 0 && text_compare(TEXT_OF("abc"), TEXT_OF("ab")) > 0);
    EXPECT(text_starts(TEXT_OF("VirtualAlloc"), TEXT_OF("Virtual")) && text_find(TEXT_OF("VirtualAlloc"), TEXT_OF("All")) == 7);
    EXPECT_STR(format_size(1536, out), "1.5 KB");
    EXPECT_STR(format_size(0x7FFFFFFF0000, out), "128 TB");
    EXPECT_STR(format_size(999, out), "999 B");
    EXPECT_STR(format_grouped(-1234567, number), "-1,234,567");
    EXPECT_STR(format_grouped(INT64_MIN, number), "-9,223,372,036,854,775,808");
    EXPECT_STR(format_base(0xDEADBEEF, 36, out + 60), "1ps9wxb");
    EXPECT(parse_size(TEXT_OF("64K"), &n) && n == 65536);
    EXPECT(parse_size(TEXT_OF("0x10M"), &n) && n == 0x1000000);
    EXPECT(!parse_size(TEXT_OF("12Q"), &n) && !parse_size(TEXT_OF(""), &n) && !parse_size(TEXT_OF("99999999999999999999"), &n));
    EXPECT(wild_match("*.C", "toolkit.c") && wild_match("t?o*k*", "toolkit") && !wild_match("t?o*x", "toolkit"));
    EXPECT(utf8_to_wide("gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80", wide, 32) == 9 && wide[2] == 0xFC && wide[7] == 0xD83D);
    EXPECT(wide_to_utf8(wide, out) == 15 && memcmp(out, "gr\xC3\xBC", 4) == 0);
    EXPECT(crc32_of("123456789", 9) == 0xCBF43926);
    arena_open(&a, KB(64));
    builder_open(&b, &a);
    for (int i = 0; i < 20; i++) builder_format(&b, "%02d%c", i, i < 19 ? '-' : '.');
    builder_format(&b, "%90s", "far right");
    builder_char(&b, '!');
    EXPECT(b.length == 151 && !b.failed && strlen(builder_text(&b)) == 151 && b.at[150] == '!');
    arena_close(&a);
}

static void print_range(const Range *r, void *context)
{
    u64 *sum = context;
    *sum = *sum * 31 + r->from;
}

static void test_containers(void)
{
    VECTOR(i32) numbers;
    Arena a;
    Map map;
    Queue queue = { 0 };
    Ring ring = { 0 };
    Bits bits = { 0 };
    Pool pool;
    RangeTree tree = { &pool, .random = { 7 } };
    Job job;
    i64 value = 0;
    char key[24];
    u64 digest = 0;

    test_begin("containers");
    EXPECT(vector_open(&numbers, 100000) == ST_OK);
    i32 *start = numbers.at;
    for (i32 i = 0; i < 5000; i++) vector_push(&numbers, i ^ 0x55);
    EXPECT(numbers.at == start && numbers.count == 5000 && vector_last(&numbers) == (4999 ^ 0x55));
    EXPECT(numbers.committed >= 20000 && numbers.committed < 65536);
    vector_close(&numbers);

    arena_open(&a, MB(4));
    map_open(&map, &a);
    EXPECT(!map_get(&map, TEXT_OF("nothing"), &value));
    for (int i = 0; i < 500; i++) {
        sprintf(key, "key-%d", i);
        map_set(&map, text_from(key), i * i);
    }
    for (int i = 0; i < 500; i += 3) {
        sprintf(key, "key-%d", i);
        EXPECT(map_remove(&map, text_from(key)) == ST_OK);
    }
    EXPECT(map.used == 333 && map_get(&map, TEXT_OF("key-100"), &value) && value == 10000);
    EXPECT(!map_get(&map, TEXT_OF("key-99"), NULL) && map_remove(&map, TEXT_OF("key-99")) == ST_NOT_FOUND);
    map_set(&map, TEXT_OF("key-100"), -1);
    EXPECT(map_get(&map, TEXT_OF("key-100"), &value) && value == -1 && map.used == 333);
    printf("map: %zu of %zu slots, %d probes\n", map.used, map.room, map.probes);
    arena_close(&a);

    queue_add(&queue, 1, "idle"); queue_add(&queue, 9, "first"); queue_add(&queue, 5, "middle"); queue_add(&queue, 9, "second");
    char order[64] = "";
    while (queue_take(&queue, &job) == ST_OK) strcat(strcat(order, job.name), " ");
    EXPECT_STR(order, "first second middle idle ");

    EXPECT(ring_put(&ring, "0123456789", 10) == 10 && ring_get(&ring, key, 4) == 4);
    for (int i = 0; i < 20; i++) ring_put(&ring, "abcdefgh", 8), ring_get(&ring, key, 7);
    EXPECT(ring_count(&ring) == 26 && key[0] >= 'a' && key[0] <= 'h');

    pool_open(&pool, sizeof(Range), 200);
    for (u64 i = 0; i < 150; i++) {
        sprintf(key, "range %llu", (unsigned long long)i);
        EXPECT(range_add(&tree, (i * 37 % 150) * 0x1000, (i * 37 % 150) * 0x1000 + 0x800, key) == ST_OK);
    }
    EXPECT(range_find(&tree, 0x5000) && !range_find(&tree, 0x5800) && range_find(&tree, 0x57FF)->from == 0x5000);
    EXPECT(range_add(&tree, 0x5400, 0x6400, "overlap") == ST_FULL && range_remove(&tree, 0x5000) == ST_OK);
    EXPECT(range_remove(&tree, 0x5000) == ST_NOT_FOUND && tree.count == 149 && pool.live == 149);
    range_walk(tree.root, print_range, &digest);
    printf("tree: height %d, digest %llu\n", range_height(tree.root), (unsigned long long)digest % 1000003);
    EXPECT(range_height(tree.root) < 25);
    pool_close(&pool);

    for (unsigned i = 0; i < 1024; i += 1 + i % 7) bits_set(&bits, i, true);
    bits_set(&bits, 0, false);
    printf("bits: %d set, a run of 5 at %d\n", bits_count(&bits), bits_find_run(&bits, 5));
    EXPECT(!bits_test(&bits, 0) && bits_find_run(&bits, 600) == -1);
}

static void test_sorting(void)
{
    static const struct { const char *name; SortFunction sort; } ways[] = {
        { "insertion", insertion_sort }, { "heap", heap_sort }, { "quick", quick_sort }, { "merge", merge_sort },
    };
    static i32 numbers[600];
    test_begin("sorting");
    for (usize w = 0; w < COUNT(ways); w++) {
        Random random = random_make(99);
        SortStats stats = { 0 };
        i64 before = 0, after = 0;
        usize count = w ? COUNT(numbers) : 120;
        for (usize i = 0; i < count; i++) before += numbers[i] = (i32)random_below(&random, 2000) - 1000;
        ways[w].sort(numbers, count, sizeof numbers[0], compare_i32, &stats);
        for (usize i = 0; i < count; i++) after += numbers[i];
        EXPECT(is_sorted(numbers, count) && before == after);
        printf("%-9s sort of %zu: %llu compares, %llu moves\n", ways[w].name, count, stats.compares, stats.moves);
    }
}

static void test_regions(void)
{
    Regions before = { 0 }, after = { 0 };
    usize counts[RK_COUNT] = { 0 };
    const char *labels[RK_COUNT];
    u8 *p = vm_reserve(KB(128));
    test_begin("regions");
    vector_open(&before, 64);
    vector_open(&after, 64);
    vm_commit(p, KB(16));
    vm_commit(p + KB(64), KB(8));
    EXPECT(regions_read(&before, p, p + KB(128)) == ST_OK && before.count == 4);
    vm_protect(p + KB(4), KB(4), PAGE_READWRITE | PAGE_GUARD);
    vm_protect(p + KB(8), KB(4), PAGE_READONLY);
    vm_decommit(p + KB(68), KB(4));
    EXPECT(regions_read(&after, p, p + KB(128)) == ST_OK);
    regions_print(&after, p);
    EXPECT(regions_changed(&before, &after) == 3 && regions_changed(&after, &after) == 0);
    EXPECT(regions_total(&after, is_any) == KB(128) && regions_total(&after, is_guarded) == KB(4));
    EXPECT(regions_total(&after, is_writable) == KB(16) - KB(4) + KB(4));
    vector_each(Region, r, &after) counts[region_kind(r)] += r->size / KB(4);
    for (int i = 0; i < RK_COUNT; i++) labels[i] = region_kind_name(i);
    histogram(counts, labels, RK_COUNT, 30);
    EXPECT(counts[RK_PRIVATE] == 5 && counts[RK_RESERVED] == 27);
    vector_close(&before);
    vector_close(&after);
    vm_release(p);
}

static void test_evaluator(Shell *sh)
{
    static const struct { const char *source; f64 value; } good[] = {
        { "1 + 2 * 3", 7 }, { "2 ** 3 ** 2", 512 }, { "(1 + 2) * 3 - -4", 13 }, { "10 % 4 + .5", 2.5 },
        { "x = 5", 5 }, { "x * x > 20 ? x : -x", 5 }, { "y = x = 0x10", 16 }, { "max(x, 3, y + 1) << 2", 68 },
        { "pages(64K + 1) + align(5, 8)", 25 }, { "!0 + ~0", 0 }, { "1 < 2 && 2 < 1 || 3 != 4", 1 }, { "7 & 3 | 8 ^ 1", 11 },
    };
    static const struct { const char *source; Status status; } bad[] = {
        { "1 +", ST_SYNTAX }, { "(1", ST_SYNTAX }, { "1 2", ST_SYNTAX }, { "nobody + 1", ST_NOT_FOUND }, { "1 / 0", ST_DIVIDE },
        { "sqrt(1, 2)", ST_BAD_ARGUMENT }, { "5 = 6", ST_TYPE }, { "1 $ 2", ST_SYNTAX }, { "max()", ST_BAD_ARGUMENT },
    };
    f64 value = 0;
    test_begin("evaluator");
    for (usize i = 0; i < COUNT(good); i++)
        if (!EXPECT(evaluate(&sh->ev, good[i].source, &value) == ST_OK && value == good[i].value))
            printf("    %s gave %g, %s\n", good[i].source, value, sh->ev.error);
    for (usize i = 0; i < COUNT(bad); i++) {
        EXPECT(evaluate(&sh->ev, bad[i].source, &value) == bad[i].status);
        printf("  %-12s %-16s %s\n", bad[i].source, status_text(sh->ev.status), sh->ev.error);
    }
}

int main(void)
{
    static Shell sh;
    printf("vmkit " VMK_VERSION "\n");
    if (evaluator_open(&sh.ev) != ST_OK || arena_open(&sh.scratch, MB(1)) != ST_OK) return EXIT_FAILURE;
    test_pages();
    test_allocators();
    test_text();
    test_containers();
    test_sorting();
    test_regions();
    test_evaluator(&sh);
    shell_run(&sh,
              "# a block, piece by piece\n"
              "reserve 0 256K\n"
              "commit 0 0 12K\n"
              "commit 0 0x10000 1\n"
              "protect 0 4K read\n"
              "protect 0 8K guard\n"
              "protect 0 32K read\n"
              "show 0\n"
              "free 0\n"
              "calc z = 3; \n"
              "calc z = 4 * (2 + 1)\n"
              "calc z > 10 ? sqrt(z * 3) : 1 / 0\n"
              "hash vmkit\n"
              "protect 1 0 purple\n"
              "dance\n");
    arena_close(&sh.scratch);
    arena_close(&sh.ev.arena);
    printf("%d tests, %d expectations, %d failures, %d errors in the script\n", g_test.tests, g_test.expectations, g_test.failures, sh.errors);
    CHECK_EQ(g_test.tests, 7);
    CHECK_EQ(g_test.failures, 0);
    CHECK_EQ(sh.errors, 5);
    /* The list of cmd_show stays. */
    CHECK_EQ(g_vm.reserves, g_vm.releases + 1);
    return 0;
}
