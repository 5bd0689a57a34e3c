// FACT: Initialisers fill members and elements in order; what they leave out is zero; designators jump to a place.
// SOURCE: C11 6.7.9
#include "lab.h"

struct pair { int a, b; };
struct deep { char name[4]; struct pair p[2]; int *where; };

static int shared = 5;
static struct deep at_start = { "abc", { { 1, 2 }, { 3 } }, &shared };

int main(void)
{
    int some[6] = { 1, 2 }, counted[] = { 9, 8, 7 }, jump[8] = { [2] = 5, 6, [6] = 7 };
    int grid[2][3] = { { 1 }, { 4, 5 } }, flat[2][3] = { 1, 2, 3, 4 };
    struct deep d = { .p = { [1] = { .b = 4 } }, .name = "xy" }, e = { "z", 7, 8, 9 };
    char text[8] = "hi", exact[2] = "hi", letters[] = { 'a', 'b', 0 };
    struct pair copy = e.p[0], list[] = { { 1, 2 }, copy, { .b = 3 } };
    int computed[2] = { shared * 2, some[1] + counted[0] }, single = { 42 };
    const char *words[3] = { "one", [2] = "three" };
    DWORD protections[] = { PAGE_READONLY, PAGE_READWRITE | PAGE_GUARD, };

    CHECK_EQ(some[1] * 10 + some[2] + some[5], 20);
    CHECK_EQ(sizeof counted, 12);
    CHECK(jump[1] == 0 && jump[2] == 5 && jump[3] == 6 && jump[6] == 7 && jump[7] == 0);
    CHECK(grid[0][1] == 0 && grid[1][1] == 5 && flat[1][0] == 4 && flat[1][1] == 0);
    CHECK(d.p[0].a == 0 && d.p[1].b == 4 && d.name[1] == 'y' && d.name[3] == 0 && d.where == NULL);
    CHECK(e.p[0].a == 7 && e.p[0].b == 8 && e.p[1].a == 9 && e.p[1].b == 0);
    CHECK(at_start.p[1].a == 3 && at_start.p[1].b == 0 && *at_start.where == 5 && at_start.name[3] == 0);
    CHECK(text[2] == 0 && text[7] == 0 && exact[1] == 'i' && sizeof letters == 3);
    CHECK(list[1].a == 7 && list[2].a == 0 && list[2].b == 3 && sizeof list == 24);
    CHECK(computed[0] == 10 && computed[1] == 11 && single == 42);
    CHECK(words[1] == NULL && words[2][0] == 't');
    CHECK_EQ(protections[1], 0x104);
    return 0;
}
