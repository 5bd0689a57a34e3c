// FACT: printf takes width, precision, flags and a size for each integer; %I64d is Microsoft's name for %lld, and long is 32 bits.
// SOURCE: C11 7.21.6.1; learn.microsoft.com cpp/c-runtime-library/format-specification-syntax-printf-and-wprintf-functions
#include "lab.h"

static char line[200];
#define SHOWS(text, ...) (sprintf(line, __VA_ARGS__), strcmp(line, text) == 0)

int main(void)
{
    LONGLONG big = -1234567890123456789;
    SIZE_T size = 0x123456789;

    CHECK(SHOWS("42 -42 42", "%d %i %u", 42, -42, 42));
    CHECK(SHOWS("[   42][42   ][00042][+42][ 42]", "[%5d][%-5d][%05d][%+d][% d]", 42, 42, 42, 42, 42));
    CHECK(SHOWS("[  007][007  ]", "[%5.3d][%-5.3d]", 7, 7));
    CHECK(SHOWS("ff FF 0xff 0XFF 00ff", "%x %X %#x %#X %04x", 255, 255, 255, 255, 255));
    CHECK(SHOWS("17 017 0", "%o %#o %#x", 15, 15, 0));
    CHECK(SHOWS("4294967295 ffffffff", "%u %x", -1, -1));
    CHECK(SHOWS("-1234567890123456789", "%lld", big));
    CHECK(SHOWS("-1234567890123456789 123456789", "%I64d %I64x", big, (LONGLONG)size));
    CHECK(SHOWS("eeddef0b82167eeb", "%llx", big));
    CHECK(SHOWS("4886718345 123456789", "%zu %zx", size, size));
    CHECK(SHOWS("-2 4294967294 fffffffe", "%ld %lu %lx", -2L, -2L, -2L));
    CHECK(SHOWS("57 -24 52719", "%hhu %hd %hu", (BYTE)57, (short)-24, (WORD)52719));
    CHECK(SHOWS("[    7|7    ]", "[%*d|%-*d]", 5, 7, 5, 7));
    CHECK(SHOWS("[   0012]", "[%*.*d]", 7, 4, 12));
    CHECK(SHOWS("100%", "%d%%", 100));
    CHECK_EQ(printf("%s", ""), 0);
    CHECK_EQ(sprintf(line, "%d,%lld,%d", 1, 2LL, 3), 5);
    CHECK(SHOWS("1 2 3 4 5 6 7 8 9", "%d %d %lld %d %lld %d %d %lld %d", 1, 2, 3LL, 4, 5LL, 6, 7, 8LL, 9));
    // An address has sixteen digits; libraries differ in the case of its letters.
    CHECK_EQ(sprintf(line, "%p", (void *)0xDEADBEEF), 16);
    CHECK(line[7] == '0' && (line[8] | 0x20) == 'd' && (line[15] | 0x20) == 'f');
    printf("%d|%5u|%-5d|%x\n", -1, 2u, 3, 0xabc);
    return 0;
}
