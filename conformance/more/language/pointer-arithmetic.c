// FACT: Pointers step by the size of what they point to; their difference counts elements, and comparing them compares positions.
// SOURCE: C11 6.5.6, 6.5.8
#include "lab.h"

struct wide { char c; double d[2]; };

int main(void)
{
    int numbers[10] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, *p = numbers, *end = numbers + 10, sum = 0;
    struct wide array[4], *w = array + 1;
    char *bytes = (char *)numbers, text[] = "pointer";
    ptrdiff_t distance;
    void *anything = &numbers[3];

    CHECK_EQ(end - p, 10);
    CHECK_EQ(p - end, -10);
    CHECK_EQ((char *)end - bytes, 40);
    CHECK_EQ(*(p + 3), 3);
    CHECK_EQ(4[numbers], 4);
    CHECK_EQ(p[9] + end[-1], 18);
    CHECK_EQ(*((int *)(bytes + 8)), 2);
    while (p < end) sum += *p++;
    CHECK_EQ(sum, 45);
    CHECK(p == end && p > numbers && p >= end && !(p != end));
    p -= 4;
    CHECK_EQ(*p, 6);
    CHECK_EQ(*--p, 5);
    CHECK_EQ(&numbers[7] - &numbers[2], 5);
    CHECK_EQ((char *)(w + 2) - (char *)array, 3 * sizeof(struct wide));
    CHECK_EQ(&array[3].d[1] - &array[0].d[1], 9);
    distance = (int *)anything - numbers;
    CHECK_EQ(distance, 3);
    CHECK_EQ((ULONG_PTR)anything - (ULONG_PTR)numbers, 12);
    CHECK_EQ(*(text + strlen(text) - 1), 'r');
    CHECK_EQ("literal"[2], 't');
    CHECK(&*p == p && &p[0] == p && *&sum == 45);
    CHECK((void *)numbers == (void *)&numbers);
    return 0;
}
