// FACT: One sorting function serves any type through a comparison function, byte-wise copies and sizes.
// SOURCE: C11 6.3.2.3p1 (void pointers), 7.22.5
#include "lab.h"

typedef int (*comparison)(const void *, const void *);

static void sort(void *base, size_t count, size_t size, comparison compare)
{
    char *first = base, held[64];
    for (size_t i = 1; i < count; i++) {
        size_t at = i;
        memcpy(held, first + i * size, size);
        while (at > 0 && compare(first + (at - 1) * size, held) > 0) {
            memcpy(first + at * size, first + (at - 1) * size, size);
            at--;
        }
        memcpy(first + at * size, held, size);
    }
}

static int by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}
static int descending(const void *a, const void *b) { return -by_value(a, b); }
static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

struct region { ULONGLONG base; SIZE_T size; char kind; };
static int by_size_then_base(const void *a, const void *b)
{
    const struct region *x = a, *y = b;
    if (x->size != y->size) return x->size < y->size ? -1 : 1;
    return x->base < y->base ? -1 : x->base > y->base;
}

int main(void)
{
    int numbers[] = { 5, -3, 2147483647, 0, -2147483647 - 1, 5, 9 };
    const char *words[] = { "reserve", "commit", "release", "decommit" };
    struct region regions[] = { { 0x30000, 8, 'c' }, { 0x500000000, 4, 'a' }, { 0x10000, 8, 'b' } };
    char kinds[4] = { 0 };

    sort(numbers, 7, sizeof *numbers, by_value);
    CHECK(numbers[0] == -2147483647 - 1 && numbers[1] == -3 && numbers[3] == 5 && numbers[6] == 2147483647);
    sort(numbers, 7, sizeof *numbers, descending);
    CHECK(numbers[0] == 2147483647 && numbers[5] == -3);
    sort(words, 4, sizeof *words, by_text);
    CHECK(strcmp(words[0], "commit") == 0 && strcmp(words[3], "reserve") == 0);
    sort(regions, 3, sizeof *regions, by_size_then_base);
    for (int i = 0; i < 3; i++) kinds[i] = regions[i].kind;
    CHECK(strcmp(kinds, "abc") == 0);
    return 0;
}
