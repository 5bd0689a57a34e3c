// FACT: Characters are small numbers: plain char is signed here, and letters and digits can be counted with.
// SOURCE: C11 5.2.1, 6.2.5p15; learn.microsoft.com cpp/c-language/c-integer-types (char is signed by default)
#include "lab.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static ULONGLONG from_hex(const char *text)
{
    ULONGLONG value = 0;
    for (; hex_digit(*text) >= 0; text++) value = value * 16 + hex_digit(*text);
    return value;
}

static char *to_base(ULONGLONG value, unsigned base, char *end)
{
    *--end = 0;
    do *--end = "0123456789abcdefghijklmnopqrstuvwxyz"[value % base]; while (value /= base);
    return end;
}

int main(void)
{
    char c = 'a', text[70], rot[] = "Hello, VAD";
    signed char low = 127;
    unsigned char u = 200;

    CHECK_EQ(from_hex("7FFe0000"), 0x7FFE0000);
    CHECK_EQ(from_hex("ffffffffffffffffX"), 0xFFFFFFFFFFFFFFFF);
    CHECK(strcmp(to_base(0xDEADBEEFCAFE, 16, text + 70), "deadbeefcafe") == 0);
    CHECK(strcmp(to_base(10, 2, text + 70), "1010") == 0);
    CHECK(strcmp(to_base(18446744073709551615ULL, 10, text + 70), "18446744073709551615") == 0);
    c++;
    c += 2;
    CHECK_EQ(c, 'd');
    CHECK_EQ(c - 32, 'D');
    low++;
    CHECK_EQ(low, -128);
    c = (char)u;
    CHECK_EQ(c, -56);
    CHECK(c != u && (BYTE)c == u);
    CHECK_EQ(sizeof 'a', 4);
    CHECK_EQ(sizeof c, 1);
    for (char *p = rot; *p; p++)
        if (*p >= 'a' && *p <= 'z') *p = (*p - 'a' + 13) % 26 + 'a';
        else if (*p >= 'A' && *p <= 'Z') *p = (*p - 'A' + 13) % 26 + 'A';
    CHECK(strcmp(rot, "Uryyb, INQ") == 0);
    return 0;
}
