// FACT: A function gets copies of its arguments; an array passed is the address of its first element, and its size is no longer known.
// SOURCE: C11 6.5.2.2p4, 6.7.6.3p7
#include "lab.h"

static void change(int a, int *b, int c[], int d[4])
{
    a = 100;
    *b = 200;
    c[1] = 300;
    d++;
    d[0] = 400;
    c = NULL;
}

static SIZE_T size_inside(char array[100]) { return sizeof array; }
static int nine(int a, char b, short c, LONGLONG d, BYTE e, double f, int g, const char *h, DWORD i)
{
    return a == 1 && b == -2 && c == -3 && d == 1LL << 40 && e == 5 && f == 6.5 && g == 7 && h[0] == '8' && i == 9;
}
static void nothing(void) { return; }
static int early(int n)
{
    if (n < 0) return -1;
    for (int i = 0;; i++)
        if (i * i >= n) return i;
}

int main(void)
{
    int a = 1, b = 2, c[3] = { 3, 3, 3 }, d[4] = { 4, 4, 4, 4 };
    char array[100];

    change(a, &b, c, d);
    CHECK_EQ(a, 1);
    CHECK_EQ(b, 200);
    CHECK_EQ(c[0] + c[1] + c[2], 306);
    CHECK_EQ(d[0] + d[1], 404);
    change(a, &a, &d[1], c);
    CHECK_EQ(a, 200);
    CHECK_EQ(d[2], 300);
    CHECK_EQ(sizeof array + size_inside(array), 108);
    CHECK(nine(1, -2, -3, 1LL << 40, 5, 6.5, 7, "8", 9));
    CHECK(nine(1, 254, 0xFFFD, 1LL << 40, 0x105, 6.5f, 7.9, "8", 9));
    nothing();
    CHECK_EQ(early(17) * 10 + early(-5), 49);
    CHECK_EQ(early(early(early(10000))), 4);
    return 0;
}
