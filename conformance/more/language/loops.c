// FACT: while tests first, do tests last, for is both with a step; break leaves the innermost loop and continue goes to its test or step.
// SOURCE: C11 6.8.5, 6.8.6
#include "lab.h"

int main(void)
{
    int n = 0, steps = 0, product = 1, pairs = 0, i, j;
    unsigned u;

    while (n > 0) n--;
    CHECK_EQ(n, 0);
    do n--; while (n > 0);
    CHECK_EQ(n, -1);

    for (n = 27; n != 1; steps++) n = n % 2 ? 3 * n + 1 : n / 2;
    CHECK_EQ(steps, 111);
    for (i = 1, j = 10; i < j; i++, j -= 2) product *= j - i;
    CHECK_EQ(product, 9 * 6 * 3);
    CHECK_EQ(i * 10 + j, 44);

    for (i = 0; i < 6; i++) {
        if (i == 1) continue;
        for (j = 0;; j++) {
            if (j == i) break;
            if ((i + j) % 2) continue;
            pairs++;
        }
        if (i == 4) break;
    }
    CHECK_EQ(pairs, 1 + 1 + 2);
    CHECK_EQ(i, 4);

    for (;;) if (++n > 50) break;
    CHECK_EQ(n, 51);
    i = 5;
    do {
        if (i == 3) continue;
        n += i;
    } while (--i);
    CHECK_EQ(n, 51 + 5 + 4 + 2 + 1);
    for (u = 3; u < 4; u--) ;
    CHECK_EQ(u, 0xFFFFFFFF);
    for (int i = 0; i < 3; i++) { int i = 7; n -= i; }
    CHECK_EQ(n, 42);
    CHECK_EQ(i, 0);
    return 0;
}
