// FACT: A vectored handler may leave by longjmp, from any depth of calls, again and again; setjmp answers what longjmp was given, 1 for 0.
// SOURCE: learn.microsoft.com/cpp/c-runtime-library/reference/longjmp; C11 7.13.2.1; conformance/lab.h's own probes do it
#include "lab.h"

static jmp_buf out;
static volatile DWORD code;
static volatile int calls;

static LONG CALLBACK leaves(EXCEPTION_POINTERS *e)
{
    code = e->ExceptionRecord->ExceptionCode;
    calls++;
    longjmp(out, 5);
}

static int deep(int n, volatile int *p)
{
    if (n == 0) return *p;
    return deep(n - 1, p) + 1;
}

static int divided(volatile int a, volatile int b) { return a / b; }

int main(void)
{
    volatile int got, rounds = 0;
    jmp_buf here;
    DWORD old;
    BYTE *page = VirtualAlloc(NULL, 0x1000, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    PVOID handle = AddVectoredExceptionHandler(0, leaves);

    if ((got = setjmp(out)) == 0) deep(20, NULL);
    CHECK_EQ(got, 5);
    CHECK_EQ(code, EXCEPTION_ACCESS_VIOLATION);

    got = setjmp(out);
    if (got == 0) divided(1, 0);
    CHECK_EQ(got, 5);
    CHECK_EQ(code, EXCEPTION_INT_DIVIDE_BY_ZERO);

    if (setjmp(out) == 0) divided(INT_MIN, -1);
    TODO_WINE_CHECK_EQ(code, EXCEPTION_INT_OVERFLOW);

    if (setjmp(out) == 0) ((void (*)(void))page)();
    CHECK_EQ(code, EXCEPTION_ACCESS_VIOLATION);

    VirtualProtect(page, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old);
    if (setjmp(out) == 0) *(volatile BYTE *)page = 1;
    CHECK_EQ(code, STATUS_GUARD_PAGE_VIOLATION);
    if (setjmp(out) == 0) *(volatile BYTE *)page = 2;
    CHECK_EQ(*page, 2);
    CHECK_EQ(calls, 5);

    for (rounds = 0; rounds < 100; rounds++)
        if (setjmp(out) == 0) deep(rounds, (int *)8);
    CHECK_EQ(calls, 105);
    CHECK(RemoveVectoredExceptionHandler(handle) != 0);

    got = setjmp(here);
    CHECK(got == 0 || got == 1 || got == 3);
    if (got == 0) longjmp(here, 0);
    if (got == 1) longjmp(here, 3);
    CHECK_EQ(got, 3);
    CHECK_EQ(sizeof(jmp_buf), 256);
    return 0;
}
