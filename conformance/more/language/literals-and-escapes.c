// FACT: Integers are written in decimal, hexadecimal, octal and binary, and get the first type of their list that holds them; escapes stand for bytes.
// SOURCE: C11 6.4.4, 6.4.5; GCC and MSVC extension 0b
#include "lab.h"

int main(void)
{
    char text[] = "tab\there\n\"quoted\" \\ \x41\102\0hidden";

    CHECK_EQ(0x1F + 017 + 0b101 + 10, 31 + 15 + 5 + 10);
    CHECK_EQ(0XaBcD, 43981);
    CHECK_EQ(00, 0);
    CHECK_EQ(0x7FFFFFFF + 0u, 2147483647);
    CHECK_EQ(sizeof 2147483647 * 10 + sizeof 2147483648, 48);
    CHECK_EQ(sizeof 0xFFFFFFFF * 10 + sizeof 0x100000000, 48);
    CHECK_EQ(sizeof 1ul * 10 + sizeof 1ull, 48);
    CHECK(-1 < 0 && 0xFFFFFFFFFFFFFFFF > 0);
    CHECK_EQ(18446744073709551615u, 0xFFFFFFFFFFFFFFFF);
    CHECK_EQ(1e3 + .5 * 4 + 2., 1004);
    CHECK_EQ('A' + '\n' + '\0' + '\\' + '\'', 65 + 10 + 92 + 39);
    CHECK_EQ('\a' * 100000 + '\b' * 10000 + '\f' * 100 + '\r' * 10 + '\t', 700000 + 80000 + 1200 + 130 + 9);
    CHECK_EQ('\x7f' + '\177' + '"', 288);
    CHECK_EQ(strlen(text), 22);
    CHECK_EQ(sizeof text, 30);
    CHECK(text[3] == 9 && text[20] == 'A' && text[21] == 'B' && text[23] == 'h');
    CHECK(strcmp("con" "cat" /* and */ "enated", "concatenated") == 0);
    CHECK(strcmp("\x41" "B", "AB") == 0);
    CHECK(strcmp("con\
tinued", "continued") == 0);
    CHECK_EQ(sizeof "" "", 1);
    CHECK_EQ("?"[0], 63);
    return 0;
}
