// FACT: Each member lies at a multiple of its alignment, and a struct is padded at its end to a multiple of its strictest member's.
// SOURCE: learn.microsoft.com cpp/build/x64-software-conventions (types and storage, structure alignment)
#include "lab.h"
#include <stddef.h>

struct a { char c; int i; char d; };
struct b { char c, d; int i; };
struct c { char c; double x; short s; };
struct d { struct a inner; char tail; };
struct e { char text[5]; short s; };
struct f { char c; struct { char x; LONGLONG q; } in; };
struct list { struct list *next; char c; };

int main(void)
{
    struct d array[2];
    struct a zeroed = { 0 };

    CHECK_EQ(sizeof(struct a), 12);
    CHECK_EQ(sizeof(struct b), 8);
    CHECK_EQ(sizeof(struct c), 24);
    CHECK_EQ(sizeof(struct d), 16);
    CHECK_EQ(sizeof(struct e), 8);
    CHECK_EQ(sizeof(struct f), 24);
    CHECK_EQ(sizeof(struct list), 16);
    CHECK_EQ(offsetof(struct a, i) * 100 + offsetof(struct a, d), 408);
    CHECK_EQ(offsetof(struct c, x) * 100 + offsetof(struct c, s), 816);
    CHECK_EQ(offsetof(struct e, s), 6);
    CHECK_EQ(offsetof(struct f, in.q), 16);
    CHECK_EQ((char *)&array[1].tail - (char *)array, 28);
    CHECK_EQ(zeroed.c + zeroed.i + zeroed.d, 0);
    memset(array, 0x5A, sizeof array);
    array[0].inner = zeroed;
    CHECK_EQ(array[0].tail, 0x5A);
    CHECK_EQ(array[1].inner.d, 0x5A);
    return 0;
}
