// FACT: %f prints six decimals unless told otherwise, %e one digit before the point, %g the shorter of both; all round to the digits shown.
// SOURCE: C11 7.21.6.1p8
#include "lab.h"

static char line[200];
#define SHOWS(text, ...) (sprintf(line, __VA_ARGS__), strcmp(line, text) == 0)

int main(void)
{
    float third = 1.0f / 3;

    CHECK(SHOWS("3.141593 -2.500000", "%f %f", 3.14159265, -2.5));
    CHECK(SHOWS("[ 3.14][3.142][3]", "[%5.2f][%.3f][%.0f]", 3.14159, 3.14159, 3.14159));
    CHECK(SHOWS("[  -1.50][-1.50  ][-0001.5]", "[%7.2f][%-7.2f][%07.1f]", -1.5, -1.5, -1.5));
    CHECK(SHOWS("+0.25  0.25", "%+.2f % .2f", 0.25, 0.25));
    CHECK(SHOWS("0.333333", "%f", third));
    CHECK(SHOWS("100000 0.5 12.25", "%g %g %g", 100000.0, 0.5, 12.25));
    CHECK(SHOWS("62.5%", "%.1f%%", 100.0 * 5 / 8));
    CHECK(SHOWS("1.0 MB of 4.0 GB", "%.1f MB of %.1f GB", 1048576 / 1048576.0, 4294967296.0 / (1 << 30)));
    printf("%.2f|%8.3f|%-8.1f|\n", 2.0 / 3, 10.0, 1e3);
    return 0;
}
