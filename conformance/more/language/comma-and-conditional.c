// FACT: A comma evaluates left, then right, and is the right value; ?: evaluates only the branch it takes, chains to the right, and unites types.
// SOURCE: C11 6.5.15, 6.5.17
#include "lab.h"

static int evaluated;
static int note(int value) { evaluated++; return value; }
static const char *size_class(SIZE_T size)
{
    return size < 0x1000 ? "bytes" : size < 0x10000 ? "pages" : size < 0x100000 ? "blocks" : "much";
}

int main(void)
{
    int a = 1, b = 2, c, *p;
    struct { int v; } s = { 5 }, t = { 6 };

    c = (a++, b += a, b * 10);
    CHECK_EQ(c, 40);
    CHECK_EQ(a, 2);
    c = 1 ? note(3) : note(4);
    CHECK(c == 3 && evaluated == 1);
    CHECK(strcmp(size_class(1), "bytes") == 0);
    CHECK(strcmp(size_class(0x1000), "pages") == 0);
    CHECK(strcmp(size_class(0xFFFFF), "blocks") == 0);
    CHECK(strcmp(size_class(0x100000), "much") == 0);

    // The common type decides: int and unsigned make unsigned, int and double make double, pointer and 0 a pointer.
    CHECK((a ? -1 : 0u) > 0);
    CHECK((a ? 7 : 2.0) / 2 == 3.5);
    CHECK_EQ(sizeof(a ? (char)1 : (char)2), 4);
    CHECK_EQ(sizeof(a ? 1 : 1LL), 8);
    p = a ? &b : 0;
    *p = 9;
    CHECK_EQ(b, 9);
    *(c > 100 ? &a : &b) = 77;
    CHECK(a == 2 && b == 77);
    CHECK_EQ((a > b ? s : t).v, 6);
    CHECK_EQ((0, 1, 2), 2);
    a = b > 0 ? b < 100 ? 1 : 2 : 3;
    CHECK_EQ(a, 1);
    return 0;
}
