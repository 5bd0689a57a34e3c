// FACT: #if keeps one group and skips the others whatever is in them; defined, names that are not macros (0) and integer arithmetic decide.
// SOURCE: C11 6.10.1
#include "lab.h"

#define LEVEL 3
#define FLAG
#define ZERO 0

int main(void)
{
    int trace = 0;

#ifdef FLAG
    trace += 1;
#else
    this is not C at all
#endif
#ifndef FLAG
    trace += 1000;
#endif
#if LEVEL > 5
    trace += 1000;
#elif LEVEL == 3 && defined(FLAG)
    trace += 2;
# if !defined NOTHING && (LEVEL * 2 - 6 == ZERO)
    trace += 4;
# else
    trace += 1000;
# endif
#else
    trace += 1000;
#endif
#if UNKNOWN_NAME || ZERO
    trace += 1000;
# if 1
    trace += 1000;
# endif
#endif
#if 0
    /* a comment is gone before */
    trace += 1000;
#elif 1
    trace += 8;
#elif 1
    trace += 1000;
#endif
#undef FLAG
#if defined(FLAG) ? 1 : 0x10 >> 4 & 1
    trace += 16;
#endif
#if defined _WIN32 && defined(_WIN64)
    trace += 32;
#endif
    CHECK_EQ(trace, 63);
    CHECK_EQ(__LINE__, 55);
    return 0;
}
