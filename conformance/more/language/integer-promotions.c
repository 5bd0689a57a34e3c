// FACT: Types narrower than int become int before any arithmetic; the result is narrow again only when stored.
// SOURCE: C11 6.3.1.1p2, 6.3.1.8
#include "lab.h"

static int size_of_argument(int promoted) { return sizeof promoted; }

int main(void)
{
    BYTE a = 200, b = 100, sum;
    signed char c = -1;
    WORD w = 65535, v = 65535;
    _Bool yes = 42;
    struct { unsigned three : 3; } f = { 7 };

    CHECK_EQ(a + b, 300);
    CHECK_EQ((a + b) / 2, 150);
    sum = a + b;
    CHECK_EQ(sum, 44);
    CHECK_EQ(a - b * 3, -100);
    CHECK_EQ(~a, -201);
    CHECK_EQ((BYTE)~a, 55);
    CHECK_EQ(-a, -200);
    CHECK_EQ(sizeof(a + b), 4);
    CHECK_EQ(sizeof +a, 4);
    CHECK_EQ(sizeof a++, 1);
    CHECK_EQ(a, 200);
    CHECK_EQ(a << 8 | b, 0xC864);
    CHECK_EQ(c & 0xFF, 255);
    CHECK_EQ(c >> 1, -1);
    CHECK_EQ((ULONGLONG)(c + w), 65534);
    CHECK((LONGLONG)w * v == 4294836225LL);
    CHECK_EQ(w + 1 > v, 1);
    CHECK_EQ(yes + yes, 2);
    yes = 0.5;
    CHECK(yes == 1);
    CHECK_EQ(f.three - 8, -1);
    CHECK_EQ(size_of_argument('x'), 4);
    CHECK_EQ('\xFF' == 0xFF, 0);
    return 0;
}
