// FACT: A slab of one 64 KB granule keeps its header at an address found by clearing 16 bits of any object's address.
// SOURCE: Bonwick, The Slab Allocator (USENIX 1994); learn.microsoft.com, SYSTEM_INFO (dwAllocationGranularity)
#include <windows.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

#define SLAB_SIZE   0x10000
#define SLAB_MAGIC  'BALS'
#define POISON      0xDD

typedef struct _SLAB SLAB;
typedef struct _CACHE {
    const char *name;
    SIZE_T cbObject;
    SLAB *partial, *full;
    int slabs, live;
    void (*ctor)(void *object, SIZE_T size);
} CACHE;

struct _SLAB {
    DWORD  magic;
    WORD   used, total;
    CACHE *cache;
    SLAB  *next, *prev;
    void  *freeList;
};
C_ASSERT(sizeof(struct _SLAB) == 40);

static SLAB *SlabOf(void *p) { return (SLAB *)((ULONG_PTR)p & ~(ULONG_PTR)(SLAB_SIZE - 1)); }

static void Unlink(SLAB **list, SLAB *s)
{
    if (s->prev) s->prev->next = s->next; else *list = s->next;
    if (s->next) s->next->prev = s->prev;
    s->next = s->prev = NULL;
}

static void Link(SLAB **list, SLAB *s)
{
    s->prev = NULL;
    if ((s->next = *list) != NULL) s->next->prev = s;
    *list = s;
}

static SLAB *NewSlab(CACHE *c)
{
    SLAB *s = (SLAB *)VirtualAlloc(NULL, SLAB_SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    BYTE *object;
    if (!s) return NULL;
    s->magic = SLAB_MAGIC;
    s->cache = c;
    s->total = (WORD)((SLAB_SIZE - sizeof(SLAB)) / c->cbObject);
    object = (BYTE *)s + SLAB_SIZE - c->cbObject;
    for (int i = 0; i < s->total; i++, object -= c->cbObject) {
        *(void **)object = s->freeList;
        s->freeList = object;
    }
    c->slabs++;
    Link(&c->partial, s);
    return s;
}

void *CacheAlloc(CACHE *c)
{
    SLAB *s = c->partial ? c->partial : NewSlab(c);
    void *object;
    if (!s) return NULL;
    object = s->freeList;
    s->freeList = *(void **)object;
    if (++s->used == s->total) {
        Unlink(&c->partial, s);
        Link(&c->full, s);
    }
    c->live++;
    if (c->ctor) c->ctor(object, c->cbObject);
    return object;
}

BOOL CacheFree(void *object)
{
    SLAB *s = SlabOf(object);
    CACHE *c;
    if (s->magic != SLAB_MAGIC) return FALSE;
    c = s->cache;
    if (s->used-- == s->total) {
        Unlink(&c->full, s);
        Link(&c->partial, s);
    }
    FillMemory(object, c->cbObject, POISON);
    *(void **)object = s->freeList;
    s->freeList = object;
    c->live--;
    if (s->used == 0) {
        Unlink(&c->partial, s);
        c->slabs--;
        VirtualFree(s, 0, MEM_RELEASE);
    }
    return TRUE;
}

static void Clear(void *object, SIZE_T size) { ZeroMemory(object, size); }

typedef struct { int id; char name[28]; POINT at; } ENTITY;

int main(void)
{
    static CACHE entities = { "entities", sizeof(ENTITY), .ctor = Clear };
    static CACHE big = { .name = "big", .cbObject = 3000 };
    static ENTITY *all[4000];
    SYSTEM_INFO si;
    int wrong = 0;

    GetSystemInfo(&si);
    CHECK_EQ(si.dwAllocationGranularity, SLAB_SIZE);
    for (int i = 0; i < 4000; i++) {
        all[i] = CacheAlloc(&entities);
        all[i]->id = i;
        wsprintfA(all[i]->name, "entity #%04d", i);
        all[i]->at.x = i, all[i]->at.y = -i;
    }
    printf("%s: %d live in %d slabs of %d\n", entities.name, entities.live, entities.slabs, SlabOf(all[0])->total);
    for (int i = 0; i < 4000; i++)
        if (all[i]->id != i || all[i]->at.x + all[i]->at.y != 0 || SlabOf(all[i])->cache != &entities) wrong++;
    CHECK_EQ(wrong, 0);
    CHECK_EQ(entities.slabs, 3);
    printf("%s, %s\n", all[0]->name, all[3999]->name);

    for (int i = 0; i < 4000; i++) if (i % 7) CacheFree(all[i]);
    printf("%s: %d live in %d slabs\n", entities.name, entities.live, entities.slabs);
    for (int i = 0; i < 4000; i += 7) CacheFree(all[i]);
    CHECK_EQ(entities.live, 0);
    CHECK_EQ(entities.slabs, 0);
    CHECK_EQ(probe_read(all[0]), EXCEPTION_ACCESS_VIOLATION);

    BYTE *first = CacheAlloc(&big), *second = CacheAlloc(&big);
    CHECK_EQ(second - first, 3000);
    CacheFree(first);
    CHECK_EQ(first[100], POISON);
    CHECK(CacheAlloc(&big) == first);
    CacheFree(first), CacheFree(second);
    return 0;
}
