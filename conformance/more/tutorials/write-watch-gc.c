// FACT: With MEM_WRITE_WATCH a collector learns which pages of the old generation were written since it last looked, and scans only those.
// SOURCE: learn.microsoft.com, GetWriteWatch, ResetWriteWatch; Detlefs and others, Concurrent Remembered Set Refinement (dirty pages in place of card tables)
#include <windows.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

#define OLD_PAGES 64
#define YOUNG_SLOTS 256
#define SLOTS_PER_PAGE (4096 / sizeof(struct object))

typedef struct object {
    struct object *ref[3];
    unsigned age : 4, marked : 1, live : 1, : 2, id : 24;
    unsigned char pad[4];
} object;

static object *old_space, young[YOUNG_SLOTS];
static int old_used, pages_scanned, objects_scanned;

static int is_young(const object *o) { return o >= young && o < young + YOUNG_SLOTS; }

static object *new_young(int id)
{
    for (object *o = young; o < young + YOUNG_SLOTS; o++)
        if (!o->live) {
            memset(o, 0, sizeof *o);
            o->live = 1;
            o->id = id;
            return o;
        }
    return NULL;
}

static object *new_old(int id)
{
    object *o = &old_space[old_used++];
    o->live = 1;
    o->id = id;
    return o;
}

static void mark(object *o)
{
    if (!o || o->marked || !is_young(o)) return;
    o->marked = 1;
    for (int i = 0; i < 3; i++) mark(o->ref[i]);
}

/* Young objects survive when a written page of the old space refers to them. */
static int minor_collection(void)
{
    PVOID pages[OLD_PAGES];
    ULONG_PTR count = OLD_PAGES;
    DWORD granularity;
    int freed = 0;
    UINT rc = GetWriteWatch(WRITE_WATCH_FLAG_RESET, old_space, OLD_PAGES * 4096, pages, &count, &granularity);
    if (rc != 0) {
        printf("GetWriteWatch: %lu\n", GetLastError());
        return -1;
    }
    for (ULONG_PTR i = 0; i < count; i++) {
        object *o = pages[i];
        pages_scanned++;
        for (size_t k = 0; k < SLOTS_PER_PAGE; k++, o++)
            if (o->live) {
                objects_scanned++;
                for (int r = 0; r < 3; r++) mark(o->ref[r]);
            }
    }
    for (int i = 0; i < YOUNG_SLOTS; i++) {
        if (young[i].live && !young[i].marked) {
            young[i].live = 0;
            freed++;
        } else if (young[i].live && young[i].age < 15) young[i].age++;
        young[i].marked = 0;
    }
    return freed;
}

int main(void)
{
    CHECK_EQ(sizeof(object), 32);
    old_space = VirtualAlloc(NULL, OLD_PAGES * 4096, MEM_RESERVE | MEM_COMMIT | MEM_WRITE_WATCH, PAGE_READWRITE);
    if (!old_space) {
        printf("no write watch here: %lu\n", GetLastError());
        return 1;
    }
    for (int i = 0; i < OLD_PAGES * (int)SLOTS_PER_PAGE; i++) new_old(i);
    ResetWriteWatch(old_space, OLD_PAGES * 4096);

    /* 100 young objects; a few are held by old ones on three pages, one through another. */
    for (int i = 0; i < 100; i++) new_young(10000 + i);
    old_space[5].ref[0] = &young[7];
    young[7].ref[2] = &young[8];
    young[8].ref[0] = &young[7];
    old_space[3 * SLOTS_PER_PAGE].ref[1] = &young[50];
    old_space[40 * SLOTS_PER_PAGE + 1].ref[2] = &young[99];

    int freed = minor_collection();
    printf("freed %d young objects after scanning %d pages, %d objects\n", freed, pages_scanned, objects_scanned);
    CHECK_EQ(freed, 96);
    CHECK_EQ(pages_scanned, 3);
    CHECK_EQ(young[7].age, 1);
    CHECK_EQ(young[8].live, 1);
    CHECK_EQ(young[9].live, 0);

    /* Nothing was written since: nothing is scanned (and a real collector would keep its remembered set). */
    pages_scanned = 0;
    freed = minor_collection();
    printf("then %d after %d pages\n", freed, pages_scanned);
    CHECK_EQ(pages_scanned, 0);
    CHECK_EQ(freed, 4);
    CHECK(VirtualFree(old_space, 0, MEM_RELEASE));
    return 0;
}
