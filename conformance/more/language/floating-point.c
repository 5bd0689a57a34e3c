// FACT: double has 53 bits: sums and products are rounded to it; conversion to an integer cuts towards zero; integers divide as integers.
// SOURCE: C11 6.3.1.4, 6.3.1.5, F.3 (IEC 60559)
#include "lab.h"

int main(void)
{
    double d = 0.1, sum = 0, root = 1;
    float f = 16777216.0f, half = 0.5f;

    CHECK(d + 0.2 != 0.3);
    CHECK((float)0.1 != 0.1);
    for (int i = 0; i < 8; i++) sum += 0.125;
    CHECK(sum == 1);
    CHECK(f + 1 == f);
    CHECK((double)f + 1 == 16777217);
    CHECK_EQ((int)2.99, 2);
    CHECK_EQ((int)-2.99, -2);
    CHECK_EQ((LONGLONG)1e15, 1000000000000000);
    CHECK_EQ((BYTE)(int)300.7, 44);
    CHECK(7 / 2 * 2.0 == 6 && 7 / 2.0 * 2 == 7);
    CHECK((double)7 / 2 == 3.5 && (double)(7 / 2) == 3);
    for (int i = 0; i < 20; i++) root = (root + 2 / root) / 2;
    CHECK(root > 1.414213562 && root < 1.414213563);
    CHECK(9007199254740993LL != (LONGLONG)(double)9007199254740993LL);
    CHECK_EQ(sizeof(half * 2), 4);
    CHECK_EQ(sizeof(half * 2.0), 8);
    CHECK(-half < 0 && !(0.0) && half);
    d = 10;
    d /= 4;
    d -= .5;
    d *= 1e2;
    d++;
    CHECK(d == 201);
    CHECK(1.5e3 == 1500 && 0x10 == 16.0 && 1e-2 * 100 == 1);
    return 0;
}
