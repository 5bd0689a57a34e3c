// FACT: ++ and -- before the operand give the new value, after it the old one; they work on every scalar, in arrays, members and behind pointers.
// SOURCE: C11 6.5.2.4, 6.5.3.1
#include "lab.h"

struct counter { BYTE small; int n; double x; struct counter *peer; int list[3]; };

int main(void)
{
    struct counter a = { 255, 1, 0.5 }, b = { 0 }, *p = &a;
    int i = 5, numbers[] = { 10, 20, 30 }, *q = numbers;
    char text[] = "abc", *t = text;
    BYTE wrap = 0;

    a.peer = &b;
    CHECK_EQ(i++, 5);
    CHECK_EQ(10 * ++i, 70);
    CHECK_EQ(a.small++, 255);
    CHECK_EQ(a.small, 0);
    CHECK_EQ(--wrap, 255);
    CHECK_EQ(++p->n, 2);
    CHECK_EQ(p->peer->n--, 0);
    CHECK_EQ(b.n, -1);
    CHECK(++a.x == 1.5 && a.x-- == 1.5 && a.x == 0.5);
    p->list[1]++;
    ++(*p).list[1];
    CHECK_EQ(a.list[1], 2);
    CHECK_EQ(*q++, 10);
    CHECK_EQ(*++q, 30);
    CHECK_EQ(++*q, 31);
    CHECK_EQ((*q)++, 31);
    CHECK_EQ(numbers[2], 32);
    CHECK_EQ(*q--, 32);
    CHECK_EQ(q - numbers, 1);
    while (*t) ++*t++;
    CHECK(strcmp(text, "bcd") == 0);
    i = 0;
    numbers[i++] = 6;
    CHECK(i == 1 && numbers[0] == 6);
    p = &b;
    p->small = 3;
    CHECK_EQ(p->small-- + p->n++, 2);
    CHECK_EQ(p->small + p->n, 2);
    CHECK_EQ(- -i + +i - -1, 3);
    return 0;
}
