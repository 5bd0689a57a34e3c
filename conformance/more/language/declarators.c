// FACT: A declaration may declare many things at once, each with its own stars and brackets around the same base type; const and volatile go where they are read.
// SOURCE: C11 6.7.6
#include "lab.h"

static int twice(int n) { return n * 2; }
static int thrice(int n) { return n * 3; }
static int (*pick(int which))(int) { return which ? thrice : twice; }
static int sum(const int *from, int count) { int s = 0; while (count-- > 0) s += from[count]; return s; }
static int total(int rows[][3], int n) { int t = 0; for (int i = 0; i < n; i++) t += sum(rows[i], 3); return t; }

int main(void)
{
    int a = 1, *p = &a, b[3] = { 1, 2, 3 }, **pp = &p, (*pb)[3] = &b, (*f)(int) = twice;
    int (*table[2])(int) = { twice, thrice }, *pointers[2] = { &b[1], &b[2] };
    const char *text = "abc", *const fixed = "def";
    char const *other = text + 1;
    volatile int v = 5;
    unsigned u = 7, long_word = 8;
    unsigned long long int big = 9;
    long int l = 10;
    short s = 11, *ps = &s;
    int rows[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
    register int r = 12;

    CHECK_EQ(**pp + (*pb)[2] + f(5), 14);
    CHECK_EQ(table[1](4) + *pointers[1] + *pointers[0], 17);
    CHECK_EQ(pick(1)(10) + pick(0)(10), 50);
    text++;
    CHECK(*text == 'b' && *fixed == 'd' && other == text);
    v++;
    CHECK_EQ(v, 6);
    CHECK_EQ(u + long_word + big + l + *ps + r, 57);
    CHECK_EQ(sum(b, 3), 6);
    CHECK_EQ(total(rows, 2), 21);
    CHECK_EQ(sizeof table + sizeof pointers + sizeof pb, 40);
    return 0;
}
