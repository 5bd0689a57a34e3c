// FACT: Bit-fields of one type share a unit of that type from the lowest bit; they wrap at their width, signed ones with a sign.
// SOURCE: C11 6.7.2.1; learn.microsoft.com cpp/c-language/c-bit-fields (layout)
#include "lab.h"

struct flags { unsigned valid : 1, protection : 5, : 2, share : 3, node : 6; };
struct entry { ULONGLONG present : 1, writable : 1, user : 1, spare : 9, frame : 40, more : 11, no_execute : 1; };
struct small { BYTE low : 4, high : 4; };
struct number { int n : 4; };

int main(void)
{
    union { struct flags f; DWORD bits; } u;
    union { struct entry e; ULONGLONG bits; } pte;
    struct small s = { 0x3, 0xC };
    struct number x;

    u.bits = 0;
    u.f.valid = 1;
    u.f.protection = 4;
    u.f.share = 7;
    u.f.node = 33;
    CHECK_EQ(u.bits, 1 | 4 << 1 | 7 << 8 | 33 << 11);
    u.f.share++;
    CHECK_EQ(u.f.share, 0);
    CHECK_EQ(u.f.node, 33);
    u.f.protection -= 5;
    CHECK_EQ(u.f.protection, 31);

    pte.bits = 0x8000000012345067;
    CHECK_EQ(pte.e.frame, 0x12345);
    CHECK_EQ(pte.e.present + pte.e.writable + pte.e.user, 3);
    CHECK_EQ(pte.e.no_execute, 1);
    pte.e.frame = 0xFFFFFFFFFF;
    pte.e.no_execute = 0;
    CHECK_EQ(pte.bits, 0x000FFFFFFFFFF067);

    CHECK_EQ(*(BYTE *)&s, 0xC3);
    CHECK_EQ(sizeof s, 1);
    CHECK_EQ(sizeof(struct flags), 4);
    CHECK_EQ(sizeof pte, 8);
    x.n = 7;
    x.n++;
    CHECK_EQ(x.n, -8);
    x.n = 0x1F;
    CHECK_EQ(x.n, -1);
    return 0;
}
