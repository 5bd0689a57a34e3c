// FACT: a op= b computes in the common type of both and stores into a's type; it is itself a value.
// SOURCE: C11 6.5.16.2
#include "lab.h"

int main(void)
{
    BYTE b = 200;
    signed char c = 100;
    WORD w = 0xFFF0;
    short s = -3;
    int i = 7, *p, array[4] = { 0 };
    DWORD d = 5;
    ULONGLONG q = 1;
    double x = 9;

    CHECK_EQ(b += 100, 44);
    CHECK_EQ(b *= 6, 8);
    CHECK_EQ(b -= 9, 255);
    CHECK_EQ(b >>= 3, 31);
    CHECK_EQ(b ^= 0xF5, 0xEA);
    c += 100;
    CHECK_EQ(c, -56);
    c /= 2;
    CHECK_EQ(c, -28);
    w |= 0x10F;
    w <<= 4;
    CHECK_EQ(w, 0xFFF0);
    s %= 2;
    CHECK_EQ(s, -1);
    i *= 2.5;
    CHECK_EQ(i, 17);
    i = 4;
    CHECK_EQ(i += w *= 5, 4 + (WORD)(0xFFF0 * 5));
    i = 20;
    d -= 6;
    CHECK_EQ(d, 0xFFFFFFFF);
    d /= 2;
    CHECK_EQ(d, 0x7FFFFFFF);
    q <<= 35;
    q += i - 21;
    CHECK_EQ(q, 0x7FFFFFFFF);
    q &= ~0xFFULL;
    CHECK_EQ(q, 0x7FFFFFF00);
    x -= i;
    CHECK(x == -11);
    p = array;
    p += 2;
    *p++ += 5;
    *p-- |= 6;
    CHECK_EQ(array[2] * 10 + array[3], 56);
    d = i = b = 300;
    CHECK_EQ(d + i + b, 132);
    return 0;
}
