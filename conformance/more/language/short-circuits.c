// FACT: && and || stop as soon as the answer is known, and answer 0 or 1; & and | always take both sides.
// SOURCE: C11 6.5.13, 6.5.14
#include "lab.h"

static int calls;
static int yes(void) { calls++; return 5; }
static int no(void) { calls += 10; return 0; }

int main(void)
{
    int *nowhere = NULL, value = 3, a = 0, b = 0;
    double half = 0.5;

    CHECK(!(nowhere && *nowhere == 3));
    CHECK(nowhere == NULL || *nowhere == 3);
    CHECK_EQ(no() && yes(), 0);
    CHECK_EQ(calls, 10);
    CHECK_EQ(yes() || no(), 1);
    CHECK_EQ(calls, 11);
    CHECK_EQ(yes() && yes() && !no() || yes(), 1);
    CHECK_EQ(calls, 23);
    CHECK_EQ(no() & yes(), 0);
    CHECK_EQ(calls, 34);
    CHECK_EQ(yes() | 8, 13);
    CHECK_EQ(a++ || b++ || a++, 1);
    CHECK(a == 2 && b == 1);
    CHECK_EQ((value && half) + !!value + !half, 2);
    CHECK_EQ(5 > 3 > 1, 0);
    CHECK_EQ(1 < 2 == 1, 1);
    CHECK_EQ(4 & 4 == 4, 0);
    CHECK_EQ(!value == 0, 1);
    CHECK_EQ(value ? calls ? 1 : 2 : 3, 1);
    if (nowhere) CHECK(0);
    else if (!nowhere && value) value = 0;
    CHECK_EQ(value, 0);
    return 0;
}
