// FACT: goto jumps to a label anywhere in its function: backwards as a loop, forwards out of loops, and to a common end.
// SOURCE: C11 6.8.6.1
#include "lab.h"

static int open_resources(int fail_at)
{
    int opened = 0, result = -1;
    if (fail_at == 1) goto out;
    opened |= 1;
    if (fail_at == 2) goto close_first;
    opened |= 2;
    if (fail_at == 3) goto close_second;
    opened |= 4;
    result = opened;
    goto out;
close_second:
    opened &= ~2;
close_first:
    opened &= ~1;
out:
    return result == -1 ? -opened : result;
}

int main(void)
{
    int i = 0, sum = 0, row, column, found = 0;

again:
    sum += ++i;
    if (i < 10) goto again;
    CHECK_EQ(sum, 55);

    for (row = 0; row < 10; row++)
        for (column = 0; column < 10; column++)
            if (row * column == 42) {
                found = 1;
                goto done;
            }
done:
    CHECK(found && row == 6 && column == 7);

    CHECK_EQ(open_resources(0), 7);
    CHECK_EQ(open_resources(1), 0);
    CHECK_EQ(open_resources(2), 0);
    CHECK_EQ(open_resources(3), 0);

    i = 0;
    {
    inner:
        i += 3;
    }
    if (i < 9) goto inner;
    CHECK_EQ(i, 9);
    return 0;
}
