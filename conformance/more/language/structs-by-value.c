// FACT: A struct is copied whole when it is assigned, passed or returned; changing the copy leaves the original alone.
// SOURCE: C11 6.5.16.1, 6.5.2.2, 6.8.6.4
#include "lab.h"

typedef struct { int x, y; } point;
struct box { point low, high; char name[6]; };

static point moved(point p, int dx, int dy)
{
    p.x += dx;
    p.y += dy;
    return p;
}

static struct box unite(struct box a, struct box b)
{
    struct box u = a;
    if (b.low.x < u.low.x) u.low.x = b.low.x;
    if (b.low.y < u.low.y) u.low.y = b.low.y;
    if (b.high.x > u.high.x) u.high.x = b.high.x;
    if (b.high.y > u.high.y) u.high.y = b.high.y;
    u.name[0] = 'U';
    return u;
}

int main(void)
{
    point p = { 3, 4 }, q = moved(p, 10, -10), many[3];
    struct box a = { { 0, 0 }, { 5, 5 }, "a-box" }, b = { { -2, 1 }, { 3, 9 }, "b-box" }, u, *pu = &u;

    CHECK(p.x == 3 && p.y == 4);
    CHECK(q.x == 13 && q.y == -6);
    CHECK_EQ(moved(q, 1, 1).x, 14);
    CHECK_EQ(moved(moved(p, 1, 0), 1, 0).x, 5);

    u = unite(a, b);
    CHECK(u.low.x == -2 && u.low.y == 0 && u.high.x == 5 && u.high.y == 9);
    CHECK(strcmp(u.name, "U-box") == 0);
    CHECK(strcmp(a.name, "a-box") == 0);
    CHECK_EQ(unite(b, a).high.y, 9);

    many[0] = p;
    many[1] = pu->high;
    many[2] = many[1];
    many[1].x = 100;
    CHECK_EQ(many[0].x + many[1].x + many[2].x, 3 + 100 + 5);
    CHECK_EQ(u.high.x, 5);
    CHECK_EQ(sizeof(struct box), 24);
    return 0;
}
