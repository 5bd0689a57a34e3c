// FACT: A compound literal is an object without a name, of its own in its block: it can be passed, pointed to, indexed and changed.
// SOURCE: C11 6.5.2.5
#include "lab.h"

struct pair { int a, b; };

static int sum(const int *list, int count) { int s = 0; while (count--) s += *list++; return s; }
static int product(struct pair p) { return p.a * p.b; }

int main(void)
{
    struct pair *p = &(struct pair){ 3, 4 }, q;
    int *list = (int[]){ 1, 2, 3, [5] = 6 };

    CHECK_EQ(product((struct pair){ 6, 7 }), 42);
    CHECK_EQ(product((struct pair){ .b = 7 }), 0);
    CHECK_EQ(sum((int[]){ 10, 20, 30 }, 3), 60);
    p->a++;
    CHECK_EQ(product(*p), 16);
    q = (struct pair){ p->b, p->a };
    CHECK_EQ(q.a * 10 + q.b, 44);
    list[4] = 5;
    CHECK_EQ(sum(list, 6), 17);
    CHECK_EQ(((struct pair){ 8, 9 }).b, 9);
    CHECK_EQ(((char[]){ "xyz" })[1], 'y');
    CHECK_EQ((sizeof(int[]){ 1, 2, 3 }), 12);
    return 0;
}
