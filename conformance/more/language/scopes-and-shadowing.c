// FACT: An inner block's name hides the outer one until the block ends; a name is in scope from its own declarator on.
// SOURCE: C11 6.2.1
#include "lab.h"

static int x = 1;
static int get(void) { return x; }
struct thing { int x; };

static int parameter(int x)
{
    x *= 2;
    {
        int x = 100;
        x++;
    }
    return x;
}

int main(void)
{
    int trace = x;
    int x = 2, y = x + 1;
    struct thing thing = { 7 };

    CHECK_EQ(trace, 1);
    CHECK_EQ(y, 3);
    {
        int x = 3;
        {
            int x = 4, y = x * 10;
            trace = trace * 10 + x;
            CHECK_EQ(y, 40);
        }
        trace = trace * 10 + x;
        for (int x = 5; x < 7; x++) trace = trace * 10 + x;
        if (1) { int x = 8; trace = trace * 10 + x; }
        trace = trace * 10 + x;
    }
    trace = trace * 10 + x;
    CHECK_EQ(trace, 14356832);
    CHECK_EQ(get(), 1);
    CHECK_EQ(parameter(21), 42);
    CHECK_EQ(thing.x, 7);
    {
        struct thing { char c; } thing = { 'c' };
        CHECK_EQ(sizeof thing + thing.c, 100);
    }
    while (1) {
        static int x = 50;
        if (++x > 53) break;
    }
    { int *p = &x; { int x = 9; *p = x; } }
    CHECK_EQ(x, 9);
    return 0;
}
