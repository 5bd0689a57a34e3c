// FACT: memcpy, memmove, memset, memcmp and memchr work on counted bytes, nulls included; memmove copies right even where the ranges overlap.
// SOURCE: C11 7.24.2, 7.24.4.1, 7.24.5.1, 7.24.6.1
#include "lab.h"

int main(void)
{
    BYTE bytes[16], copy[16];
    int numbers[4] = { 1, 2, 3, 4 }, others[4];

    for (int i = 0; i < 16; i++) bytes[i] = i;
    CHECK(memcpy(copy, bytes, 16) == copy && memcmp(copy, bytes, 16) == 0);
    memmove(bytes + 2, bytes, 10);
    CHECK(bytes[1] == 1 && bytes[2] == 0 && bytes[11] == 9 && bytes[12] == 12);
    memmove(copy, copy + 3, 10);
    CHECK(copy[0] == 3 && copy[9] == 12 && copy[10] == 10);
    memset(copy + 4, 0x1AB, 3);
    CHECK(copy[3] == 6 && copy[4] == 0xAB && copy[6] == 0xAB && copy[7] == 10);
    CHECK(memcmp("\x80", "\x7F", 1) > 0 && memcmp("a\0b", "a\0c", 3) < 0 && memcmp("x", "y", 0) == 0);
    CHECK((BYTE *)memchr(bytes, 9, 16) - bytes == 11);
    CHECK(memchr(bytes, 99, 16) == NULL && memchr(bytes, 9, 11) == NULL);
    memcpy(others, numbers, sizeof numbers);
    memset(numbers, 0xFF, 2 * sizeof *numbers);
    CHECK(numbers[0] == -1 && numbers[1] == -1 && numbers[2] == 3 && others[1] == 2);
    ZeroMemory(others, sizeof others);
    CHECK_EQ(others[0] | others[3], 0);
    CopyMemory(others, &numbers[2], 8);
    FillMemory(others + 2, 4, 0x11);
    CHECK(others[1] == 4 && others[2] == 0x11111111);
    return 0;
}
