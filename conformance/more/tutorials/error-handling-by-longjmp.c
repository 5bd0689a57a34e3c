// FACT: With setjmp and longjmp a chain of frames works like try and throw: the innermost catches, cleanups run outwards, and volatile locals keep their values.
// SOURCE: Hanson, C Interfaces and Implementations, chapter 4 (Exceptions); learn.microsoft.com, setjmp, longjmp
#include <windows.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

typedef struct { const char *reason; } Except_T;
typedef struct Except_Frame {
    struct Except_Frame *prev;
    jmp_buf env;
    const Except_T *exception;
    char text[80];
} Except_Frame;
enum { Except_entered = 0, Except_raised, Except_handled, Except_finalized };

static Except_Frame *Except_stack;
static const Except_T NoMemory = { "no memory" }, Win32Failed = { "a Win32 function failed" }, Range = { "out of range" };

static void Except_raise(const Except_T *e, const char *format, ...)
{
    Except_Frame *p = Except_stack;
    va_list args;
    if (p == NULL) {
        printf("Uncaught exception %s\naborting...\n", e->reason);
        exit(70);
    }
    p->exception = e;
    va_start(args, format);
    vsnprintf(p->text, sizeof p->text, format, args);
    va_end(args);
    Except_stack = p->prev;
    longjmp(p->env, Except_raised);
}
#define RAISE(e, ...) Except_raise(&(e), __VA_ARGS__)
#define RERAISE Except_raise(Except_frame.exception, "%s", Except_frame.text)
#define TRY do { \
    volatile int Except_flag; \
    Except_Frame Except_frame; \
    Except_frame.prev = Except_stack; \
    Except_stack = &Except_frame; \
    Except_flag = setjmp(Except_frame.env); \
    if (Except_flag == Except_entered) {
#define EXCEPT(e) \
        if (Except_flag == Except_entered) Except_stack = Except_stack->prev; \
    } else if (Except_frame.exception == &(e)) { \
        Except_flag = Except_handled;
#define FINALLY \
        if (Except_flag == Except_entered) Except_stack = Except_stack->prev; \
    } { \
        if (Except_flag == Except_entered) Except_flag = Except_finalized;
#define END_TRY \
        if (Except_flag == Except_entered) Except_stack = Except_stack->prev; \
    } if (Except_flag == Except_raised) RERAISE; \
    } while (0)

static void *must_alloc(SIZE_T size, DWORD protect)
{
    void *p = VirtualAlloc(NULL, size, MEM_RESERVE | MEM_COMMIT, protect);
    if (!p && GetLastError() == ERROR_INVALID_PARAMETER) RAISE(Win32Failed, "VirtualAlloc(%#Ix, %#lx)", size, protect);
    if (!p) RAISE(NoMemory, "%Iu bytes", size);
    return p;
}

static int released;

static int sum_of(const int *a, int n, int from, int to)
{
    int sum = 0;
    for (int i = from; i <= to; i++) {
        if (i < 0 || i >= n) RAISE(Range, "index %d of %d", i, n);
        sum += a[i];
    }
    return sum;
}

static int use(int from, int to)
{
    int *volatile a = NULL;
    volatile int result = -1;
    TRY
        a = must_alloc(10 * sizeof *a, PAGE_READWRITE);
        for (int i = 0; i < 10; i++) a[i] = i * i;
        result = sum_of(a, 10, from, to);
    FINALLY
        if (a && VirtualFree(a, 0, MEM_RELEASE)) released++;
    END_TRY;
    return result;
}

static const char *attempt(int from, int to, DWORD protect)
{
    static char out[120];
    volatile int steps = 0;
    TRY
        steps++;
        VirtualFree(must_alloc(1, protect), 0, MEM_RELEASE);
        steps++;
        int sum = use(from, to);
        snprintf(out, sizeof out, "sum %d after %d steps", sum, steps);
    EXCEPT(Range)
        snprintf(out, sizeof out, "%s after %d steps: %s", Except_frame.exception->reason, steps, Except_frame.text);
    EXCEPT(Win32Failed)
        snprintf(out, sizeof out, "%s after %d steps: %s", Except_frame.exception->reason, steps, Except_frame.text);
    END_TRY;
    return out;
}

int main(void)
{
    const char *s;
    printf("%s\n", s = attempt(1, 4, PAGE_READWRITE));
    CHECK(strcmp(s, "sum 30 after 2 steps") == 0);
    CHECK_EQ(released, 1);
    printf("%s\n", s = attempt(7, 11, PAGE_READONLY));
    CHECK(strcmp(s, "out of range after 2 steps: index 10 of 10") == 0);
    CHECK_EQ(released, 2);
    printf("%s\n", s = attempt(0, 0, 0x33));
    CHECK(strstr(s, "VirtualAlloc(0x1, 0x33)") != NULL);
    CHECK(Except_stack == NULL);
    CHECK_EQ(released, 2);
    return 0;
}
