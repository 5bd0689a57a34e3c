// FACT: longjmp goes back to setjmp through any number of calls; buffers nest, globals keep what they have, and the calls between are gone.
// SOURCE: C11 7.13.1.1, 7.13.2.1
#include "lab.h"

static jmp_buf outer, inner, table[3];
static int depth, total;

static void fall(jmp_buf where, int n, int value)
{
    char filler[300];
    memset(filler, n, sizeof filler);
    depth++;
    if (n == 0) longjmp(where, value);
    fall(where, n - 1, value);
    total += filler[7];
}

static int parse(const char *text)
{
    switch (setjmp(inner)) {
    case 0: break;
    case 2: return -2;
    default: return -1;
    }
    for (; *text; text++) {
        if (*text == '?') longjmp(inner, 2);
        if (*text == '!') fall(inner, 30, 9);
        if (*text == '*') longjmp(outer, 4);
        total++;
    }
    return total;
}

int main(void)
{
    static int stored;
    volatile int rounds = 0;

    CHECK_EQ(parse("abc"), 3);
    CHECK_EQ(parse("ab?c"), (unsigned)-2 | 0xFFFFFFFF00000000);
    CHECK_EQ(parse("a!"), 0xFFFFFFFFFFFFFFFF);
    CHECK_EQ(depth, 31);
    CHECK_EQ(total, 6);
    stored = setjmp(outer);
    if (stored == 0) parse("x*y");
    CHECK_EQ(stored, 4);

    for (int i = 0; i < 3; i++)
        if (setjmp(table[i]) != 0) rounds++;
    if (rounds < 5) {
        if (setjmp(outer) == 0) fall(outer, 3, 1);
        rounds++;
    }
    CHECK_EQ(rounds, 1);
    if (!setjmp(outer)) fall(outer, 100, 0);
    CHECK_EQ(depth, 31 + 4 + 101);
    return 0;
}
