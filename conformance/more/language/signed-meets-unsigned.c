// FACT: Where int meets unsigned int, the int becomes unsigned; where a wider signed type meets a narrower unsigned one, both become the wider signed one.
// SOURCE: C11 6.3.1.8
#include "lab.h"

int main(void)
{
    int minus = -1;
    unsigned one = 1;
    short small = -1;
    unsigned short large = 65535;
    LONGLONG wide = -1;
    ULONGLONG huge = 1;
    char array[4];

    CHECK(minus > one);
    CHECK(!(minus < one));
    CHECK(minus < (int)one);
    CHECK(wide < one);
    CHECK(wide > huge);
    CHECK(minus > sizeof array);
    CHECK(small < large);          // both become int
    CHECK(small == minus);
    CHECK((unsigned short)small == large);
    CHECK(minus == 0xFFFFFFFF);
    CHECK(wide != 0xFFFFFFFF);     // 0xFFFFFFFF is unsigned int, then long long
    CHECK(wide == 0xFFFFFFFFFFFFFFFF);
    CHECK_EQ((minus + one), 0);
    CHECK_EQ(minus / 2u, 0x7FFFFFFF);
    CHECK_EQ((ULONGLONG)minus, 0xFFFFFFFFFFFFFFFF);
    CHECK_EQ((ULONGLONG)(unsigned)minus, 0xFFFFFFFF);
    CHECK_EQ(wide + one, 0);
    CHECK(-2147483647 - 1 < 2147483647);
    CHECK(2147483648 > 0 && sizeof 2147483648 == 8);
    CHECK(0x80000000 > 0 && sizeof 0x80000000 == 4);
    return 0;
}
