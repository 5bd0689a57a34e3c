// FACT: A switch jumps to its case and goes on through the following ones until break; default may stand anywhere, and cases inside a loop too.
// SOURCE: C11 6.8.4.2
#include "lab.h"

enum { READ = 'r', WRITE = 'w' };

static int days(int month)
{
    switch (month) {
    case 2: return 28;
    case 4: case 6: case 9: case 11: return 30;
    default: return month < 1 || month > 12 ? 0 : 31;
    }
}

static int trail(int from)
{
    int trail = 0;
    switch (from) {
    default: trail = trail * 10 + 9;
    case 1: trail = trail * 10 + 1;
    case 2: trail = trail * 10 + 2; break;
    case 3: { int inner = 3; trail = trail * 10 + inner; }
    case READ: trail = trail * 10 + 4;
    }
    return trail;
}

static void copy(char *to, const char *from, int count)
{
    int rounds = (count + 3) / 4;
    switch (count % 4) {
    case 0: do { *to++ = *from++;
    case 3:      *to++ = *from++;
    case 2:      *to++ = *from++;
    case 1:      *to++ = *from++;
            } while (--rounds > 0);
    }
}

int main(void)
{
    char text[12] = "...........";
    int year = 0, evens = 0;

    for (int month = 0; month <= 13; month++) year += days(month);
    CHECK_EQ(year, 365);
    CHECK_EQ(trail(0), 912);
    CHECK_EQ(trail(1), 12);
    CHECK_EQ(trail(2), 2);
    CHECK_EQ(trail(3), 34);
    CHECK_EQ(trail('r'), 4);
    CHECK_EQ(trail(WRITE), 912);
    copy(text, "0123456789", 7);
    CHECK(strcmp(text, "0123456....") == 0);

    for (int i = 0; i < 10; i++) {
        switch (i & 1) {
        case 1: continue;
        }
        switch (i) case 4: evens += 100;
        evens++;
    }
    CHECK_EQ(evens, 105);
    switch (0x100000000ULL + year) { case 365: year = 0; break; case 0x10000016DULL: year = 1; }
    CHECK_EQ(year, 1);
    return 0;
}
