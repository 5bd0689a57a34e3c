// FACT: qsort orders and bsearch finds by calling back into the program.
// SOURCE: C11 7.22.5
#include "lab.h"

typedef struct { ULONG_PTR start; const char *name; } region;
static int calls;
static int by_value(const void *a, const void *b)
{
    calls++;
    return *(const int *)a < *(const int *)b ? -1 : *(const int *)a > *(const int *)b;
}
static int by_start(const void *a, const void *b)
{
    const region *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}
static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

int main(void)
{
    int values[50], key, sorted = 1;
    region regions[] = { { 0x7ff000000000, "image" }, { 0x10000, "heap" }, { 0x200000000, "stack" } };
    const char *words[] = { "reserve", "commit", "free", "decommit" };
    for (int i = 0; i < 50; i++) values[i] = i * 37 % 50;
    qsort(values, 50, sizeof values[0], by_value);
    for (int i = 0; i < 50; i++) if (values[i] != i) sorted = 0;
    CHECK(sorted);
    CHECK(calls > 0);
    qsort(regions, 3, sizeof *regions, by_start);
    CHECK(strcmp(regions[0].name, "heap") == 0);
    CHECK(strcmp(regions[1].name, "stack") == 0);
    CHECK_EQ(regions[2].start, 0x7ff000000000);
    qsort(words, 4, sizeof(char *), by_text);
    CHECK(strcmp(words[0], "commit") == 0);
    CHECK(strcmp(words[3], "reserve") == 0);
    key = 31;
    CHECK_EQ((int *)bsearch(&key, values, 50, sizeof(int), by_value) - values, 31);
    key = 50;
    CHECK(bsearch(&key, values, 50, sizeof(int), by_value) == NULL);
    qsort(values, 0, sizeof(int), by_value);
    return 0;
}
