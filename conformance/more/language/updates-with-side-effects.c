// FACT: a op= value reads a behind the side effects of value; a bit-field narrower than int computes as an int.
// SOURCE: C11 6.5.16.2 (the order is left open; MSVC and gcc agree), 6.3.1.1
#include "lab.h"

static int total = 1;
static int bump(void) { total = 10; return 5; }

typedef struct { unsigned three : 3; unsigned long long five : 5; unsigned all : 32; int sign : 4; } fields;

int main(void)
{
    int a = 1, b = 2;
    a ^= b ^= a ^= b;
    CHECK_EQ(a, 2);
    CHECK_EQ(b, 1);
    total += bump();
    CHECK_EQ(total, 15);
    char text[4] = "abc", *p = text;
    p += *p == 'a' ? 1 : 2;
    CHECK_EQ(p - text, 1);
    fields f = { 5, 17, 1, -3 };
    CHECK(f.three - 8 == -3);
    CHECK(f.three - 8 < 0);
    CHECK(-f.three < 0);
    CHECK(f.all - 2 > 0);
    CHECK(f.sign < f.three);
    f.three /= -1;
    CHECK_EQ(f.three, 3);
    f.three += f.sign;
    CHECK_EQ(f.three, 0);
    CHECK(sizeof((int[]){1, 2, 3}) == 12 && sizeof (char[]){"four"} == 5);
    return 0;
}
