// FACT: Unsigned arithmetic is modulo two to the width of the type; storing into a narrower one keeps the low bits.
// SOURCE: C11 6.2.5p9, 6.3.1.3
#include "lab.h"

int main(void)
{
    unsigned char c = 250;
    unsigned short s = 65535;
    unsigned int i = 0;
    ULONGLONG q = 0;
    SIZE_T size = 10;

    c += 10;
    CHECK_EQ(c, 4);
    c = c - 5;
    CHECK_EQ(c, 255);
    s++;
    CHECK_EQ(s, 0);
    CHECK_EQ(--i, 4294967295);
    CHECK_EQ(i * i, 1);
    CHECK_EQ(i + 2, 1);
    CHECK_EQ(0x80000000u * 2, 0);
    CHECK_EQ(3000000000u + 3000000000u, 1705032704);
    CHECK_EQ(--q, 0xFFFFFFFFFFFFFFFF);
    CHECK_EQ(q + 5, 4);
    CHECK_EQ(q * 3, 0xFFFFFFFFFFFFFFFD);
    CHECK_EQ(0x123456789ULL * 0x987654321ULL, 0xD77D742CCE1833A9);
    CHECK(size - 11 > 1000000);
    CHECK_EQ(-1u, 0xFFFFFFFF);
    CHECK_EQ(-(ULONGLONG)1 >> 60, 15);
    c = 0x1234;
    CHECK_EQ(c, 0x34);
    s = 0x12345678;
    CHECK_EQ(s, 0x5678);
    i = (unsigned)0x123456789ABCULL;
    CHECK_EQ(i, 0x56789ABC);
    return 0;
}
