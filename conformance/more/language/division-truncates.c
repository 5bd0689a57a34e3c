// FACT: Integer division cuts towards zero and the remainder has the sign of the dividend, so that (a / b) * b + a % b is a.
// SOURCE: C11 6.5.5p6
#include "lab.h"

int main(void)
{
    int broken = 0;

    CHECK_EQ(7 / 2, 3);
    CHECK_EQ(-7 / 2, -3);
    CHECK_EQ(7 / -2, -3);
    CHECK_EQ(-7 / -2, 3);
    CHECK_EQ(7 % 3, 1);
    CHECK_EQ(-7 % 3, -1);
    CHECK_EQ(7 % -3, 1);
    CHECK_EQ(-7 % -3, -1);
    CHECK_EQ(-1 / 2, 0);
    CHECK_EQ(1 / 1000, 0);
    CHECK_EQ(-2147483647 / 1000, -2147483);
    CHECK_EQ(-7 / 2u, 2147483644);
    CHECK_EQ(-7 % 10u, 4294967289 % 10);
    CHECK_EQ((char)-128 / -1, 128);
    CHECK_EQ((short)-7 % (short)4, -3);
    for (int a = -20; a <= 20; a++)
        for (int b = -6; b <= 6; b++)
            if (b && (a / b * b + a % b != a || a % b >= 6 || a % b <= -6)) broken++;
    CHECK_EQ(broken, 0);
    CHECK_EQ((4097 + 4095) / 4096 * 4096, 8192);
    CHECK_EQ((4096 + 4095) & ~4095, 4096);
    return 0;
}
