// FACT: The members of a union begin at the same byte; the union is as large as its largest member and aligned like the strictest.
// SOURCE: C11 6.7.2.1p16, 6.5.2.3 (footnote 95)
#include "lab.h"

typedef union { DWORD whole; WORD half[2]; BYTE byte[4]; struct { WORD low, high; } part; } dword;
struct tagged { int kind; union { int number; double real; char *text; }; };

int main(void)
{
    dword d;
    LARGE_INTEGER large;
    struct tagged t;
    union { double real; ULONGLONG bits; } view;

    d.whole = 0x11223344;
    CHECK_EQ(d.byte[0], 0x44);
    CHECK_EQ(d.byte[3], 0x11);
    CHECK_EQ(d.half[1], 0x1122);
    CHECK_EQ(d.part.low, 0x3344);
    d.byte[1] = 0xFF;
    CHECK_EQ(d.whole, 0x1122FF44);
    d.part.high = 0;
    CHECK_EQ(d.whole, 0xFF44);
    CHECK_EQ(sizeof d, 4);

    large.QuadPart = 0x123456789ABCDEF0;
    CHECK_EQ(large.LowPart, 0x9ABCDEF0);
    CHECK_EQ(large.HighPart, 0x12345678);
    large.LowPart++;
    CHECK_EQ(large.QuadPart, 0x123456789ABCDEF1);

    t.kind = 2;
    t.real = 0.5;
    CHECK_EQ(sizeof t, 16);
    CHECK((char *)&t.number == (char *)&t.text && (char *)&t.number - (char *)&t == 8);
    t.text = "text";
    CHECK_EQ(t.text[3], 't');
    CHECK_EQ(t.kind, 2);

    view.real = 1.0;
    CHECK_EQ(view.bits, 0x3FF0000000000000);
    view.bits = 0xC000000000000000;
    CHECK(view.real == -2.0);
    return 0;
}
