// FACT: An array of structs is its elements one behind the other; indices, pointers and member access mix freely.
// SOURCE: C11 6.5.2.1, 6.5.2.3, 6.5.6
#include "lab.h"

typedef struct region { DWORD start, size; struct { BYTE read : 1, write : 1; } may; const char *name; } region;

static region map[8];
static int used;

static region *insert(DWORD start, DWORD size, const char *name)
{
    int at = used++;
    for (; at > 0 && map[at - 1].start > start; at--) map[at] = map[at - 1];
    map[at].start = start;
    map[at].size = size;
    map[at].name = name;
    map[at].may.read = 1;
    map[at].may.write = name[0] == 'w';
    return &map[at];
}

static const region *find(DWORD address)
{
    for (const region *r = map; r != map + used; ++r)
        if (address - r->start < r->size) return r;
    return NULL;
}

int main(void)
{
    region *heap = insert(500, 100, "w-heap"), copy;
    insert(100, 50, "r-code");
    insert(900, 10, "w-stack");
    insert(200, 300, "r-data");

    CHECK_EQ(used, 4);
    CHECK_EQ(map[0].start + map[1].start * 10 + map[2].start * 100 + map[3].start * 1000, 100 + 2000 + 50000 + 900000);
    CHECK(strcmp(find(149)->name, "r-code") == 0);
    CHECK(find(150) == NULL && find(99) == NULL && find(910) == NULL);
    CHECK(find(500) == &map[2] && find(499) == map + 1);
    CHECK_EQ(find(905)->may.write, 1);
    CHECK_EQ((map + 1)->may.write, 0);
    CHECK_EQ(find(905) - map, 3);
    copy = map[3];
    map[3].size = 0;
    CHECK_EQ(copy.size, 10);
    CHECK(find(905) == NULL);
    CHECK_EQ((char *)&map[1] - (char *)map, sizeof *map);
    CHECK_EQ(sizeof map / sizeof map[0], 8);
    CHECK_EQ(heap->start, 100);
    return 0;
}
