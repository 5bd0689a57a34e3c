// FACT: Every call has locals of its own; functions may call themselves and each other.
// SOURCE: C11 6.5.2.2p11, 6.2.4p6
#include "lab.h"

static int is_odd(unsigned n);
static int is_even(unsigned n) { return n == 0 ? 1 : is_odd(n - 1); }
static int is_odd(unsigned n) { return n == 0 ? 0 : is_even(n - 1); }
static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
static unsigned gcd(unsigned a, unsigned b) { return b ? gcd(b, a % b) : a; }
static unsigned ackermann(unsigned m, unsigned n)
{
    if (!m) return n + 1;
    if (!n) return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

static int moves;
static void hanoi(int disks, char from, char to, char over)
{
    if (disks == 0) return;
    hanoi(disks - 1, from, over, to);
    moves++;
    hanoi(disks - 1, over, to, from);
}

static void reverse(const char *text, char **out)
{
    if (*text) reverse(text + 1, out);
    else return;
    *(*out)++ = *text;
}

static int depth(int n)
{
    int own[4] = { n, n + 1, n + 2, n + 3 };
    int below = n ? depth(n - 1) : 0;
    return own[0] + own[3] == 2 * n + 3 ? below + 1 : -1000000;
}

int main(void)
{
    char text[16] = { 0 }, *end = text;

    CHECK_EQ(fibonacci(15), 610);
    CHECK_EQ(gcd(1071, 462), 21);
    CHECK_EQ(ackermann(2, 4), 11);
    CHECK(is_even(50) && !is_even(51) && is_odd(7));
    hanoi(7, 'A', 'B', 'C');
    CHECK_EQ(moves, 127);
    reverse("memory", &end);
    CHECK(strcmp(text, "yromem") == 0);
    CHECK_EQ(depth(200), 201);
    return 0;
}
