// FACT: A shift has the type of its promoted left side; >> keeps the sign of signed values, << drops what leaves at the top.
// SOURCE: C11 6.5.7; learn.microsoft.com cpp/c-language/shift-operators (sign-extending)
#include "lab.h"

int main(void)
{
    unsigned char c = 0x81;
    int negative = -16;
    unsigned u = 0xF0000001;
    LONGLONG q = 1;
    ULONGLONG mask = 0;

    CHECK_EQ(c << 1, 0x102);
    CHECK_EQ((BYTE)(c << 1), 2);
    CHECK_EQ(c >> 7, 1);
    CHECK_EQ(negative >> 2, -4);
    CHECK_EQ(negative >> 31, -1);
    CHECK_EQ((unsigned)negative >> 28, 15);
    CHECK_EQ(u << 4, 0x10);
    CHECK_EQ(u >> 4, 0x0F000000);
    CHECK_EQ((ULONGLONG)u << 4, 0xF00000010);
    CHECK_EQ(q << 40, 0x10000000000);
    CHECK_EQ(1 << 31, 0xFFFFFFFF80000000);
    CHECK_EQ(1u << 31, 0x80000000);
    CHECK_EQ((LONGLONG)0x8000000000000000 >> 63, -1);
    CHECK_EQ(0x8000000000000000 >> 63, 1);
    for (int i = 0; i < 64; i += 8) mask |= 0xABULL << i;
    CHECK_EQ(mask, 0xABABABABABABABAB);
    c >>= 3;
    CHECK_EQ(c, 0x10);
    c <<= 4;
    CHECK_EQ(c, 0);
    CHECK_EQ(sizeof(c << 1LL), 4);
    CHECK_EQ(1 + 2 << 3 - 1, 12);
    CHECK_EQ(~0u >> 12 << 12, 0xFFFFF000);
    return 0;
}
