// FACT: A cast to a narrower integer keeps the low bits; to a wider one it copies the sign of a signed source; pointers and 64-bit integers convert back and forth.
// SOURCE: C11 6.3.1.3, 6.3.2.3; learn.microsoft.com cpp/c-language/conversions-from-signed-integral-types
#include "lab.h"

static BYTE take_byte(BYTE b) { return b; }
static LONGLONG take_wide(LONGLONG q) { return q; }
static short give_short(int i) { return i; }

int main(void)
{
    int i = 0x12345678;
    LONGLONG q = -2;
    void *p = (void *)0x7FFE12345678;

    CHECK_EQ((BYTE)i, 0x78);
    CHECK_EQ((WORD)i, 0x5678);
    CHECK_EQ((signed char)0x80, -128);
    CHECK_EQ((short)0xFFFF, -1);
    CHECK_EQ((int)0xFFFFFFFF80000000, -2147483648LL);
    CHECK_EQ((DWORD)q, 0xFFFFFFFE);
    CHECK_EQ((ULONGLONG)(DWORD)q, 0xFFFFFFFE);
    CHECK_EQ((LONGLONG)(int)q, -2);
    CHECK_EQ((LONGLONG)(signed char)200, -56);
    CHECK_EQ((LONGLONG)(unsigned char)-56, 200);
    CHECK_EQ((WORD)(char)-1, 0xFFFF);
    CHECK_EQ((DWORD)(BYTE)(char)-1, 0xFF);
    CHECK_EQ((ULONG_PTR)p, 0x7FFE12345678);
    CHECK_EQ((DWORD)(ULONG_PTR)p, 0x12345678);
    CHECK_EQ((DWORD)((ULONG_PTR)p >> 32), 0x7FFE);
    CHECK((char *)p + 8 == (char *)((ULONGLONG *)p + 1));
    CHECK_EQ((ULONG_PTR)p & 0xFFF, 0x678);
    CHECK_EQ(take_byte(0x1FF), 0xFF);
    CHECK_EQ(take_wide(i - 0x12345679), -1);
    CHECK_EQ(give_short(70000), 4464);
    CHECK_EQ(!!p + !p + !0 + !5, 2);
    CHECK_EQ(LOWORD(i) + (HIWORD(i) << 16), i);
    CHECK_EQ(MAKELONG(0x1111, 0x2222), 0x22221111);
    (void)i;
    return 0;
}
