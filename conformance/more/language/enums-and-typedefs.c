// FACT: Enumerators count up from the last value given; typedefs are other names for the same type, through any chain.
// SOURCE: C11 6.7.2.2, 6.7.8
#include "lab.h"

enum state { FREE, RESERVED = 10, COMMITTED, LAST = COMMITTED + 5, NEXT, SAME = 10 };
typedef enum { LOW = -2, MIDDLE, HIGH = 0x7FFFFFFF } level;
typedef unsigned char octet;
typedef octet quad[4];
typedef quad *quad_pointer;
typedef struct node node, *node_pointer;
struct node { node_pointer next; enum state state; };
typedef int compare(const void *, const void *);

static int by_size(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int main(void)
{
    enum state s = RESERVED;
    level l = MIDDLE;
    quad q = { 1, 2, 3, 4 };
    quad_pointer pq = &q;
    node second = { NULL, NEXT }, first = { &second, FREE };
    compare *function = by_size;
    enum { INSIDE = 77 };
    int a = 3, b = 5;

    CHECK_EQ(COMMITTED, 11);
    CHECK_EQ(LAST * 100 + NEXT, 1617);
    CHECK(s == SAME && ++s == COMMITTED);
    CHECK_EQ(l, -1);
    CHECK_EQ(HIGH, 2147483647);
    CHECK_EQ((*pq)[2], 3);
    CHECK_EQ(sizeof *pq, 4);
    CHECK_EQ(first.next->state, 17);
    CHECK_EQ(function(&a, &b), -2);
    CHECK_EQ(INSIDE + sizeof s, 81);
    {
        typedef short octet;
        CHECK_EQ(sizeof(octet), 2);
    }
    CHECK_EQ(sizeof(octet), 1);
    switch (s) {
    case FREE: a = 0; break;
    case COMMITTED: a = 1; break;
    default: a = 2;
    }
    CHECK_EQ(a, 1);
    return 0;
}
