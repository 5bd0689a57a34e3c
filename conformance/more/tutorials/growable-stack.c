// FACT: A stack that grows by touching its guard page never needs a check in push: the vectored handler commits the next page, as Windows does for threads.
// SOURCE: Windows Internals, part 1, chapter 5 (Stacks, guard pages); learn.microsoft.com, Thread Stack Size
#include <windows.h>
#include <stdio.h>
#include "lab.h"

#define MAX_PAGES 64

typedef struct tagSTACK {
    BYTE  *limit;       /* lowest reserved byte */
    BYTE  *bottom;      /* one behind the highest */
    DWORD *top;
    BYTE  *guard;
    int    grown;
    BOOL   overflowed;
} STACK, *PSTACK;

static STACK st;
static jmp_buf overflow;

static LONG NTAPI grow(PEXCEPTION_POINTERS ep)
{
    PEXCEPTION_RECORD er = ep->ExceptionRecord;
    BYTE *at = (BYTE *)er->ExceptionInformation[1];
    if (er->ExceptionCode != EXCEPTION_GUARD_PAGE) return EXCEPTION_CONTINUE_SEARCH;
    if (at < st.limit || at >= st.bottom) return EXCEPTION_CONTINUE_SEARCH;
    if (st.guard - 0x1000 <= st.limit) {
        st.overflowed = TRUE;
        longjmp(overflow, 1);
    }
    st.guard -= 0x1000;
    if (!VirtualAlloc(st.guard, 0x1000, MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD)) return EXCEPTION_CONTINUE_SEARCH;
    st.grown++;
    return EXCEPTION_CONTINUE_EXECUTION;
}

static BOOL stack_create(void)
{
    st.limit = VirtualAlloc(NULL, MAX_PAGES * 0x1000, MEM_RESERVE, PAGE_READWRITE);
    if (!st.limit) return FALSE;
    st.bottom = st.limit + MAX_PAGES * 0x1000;
    st.guard = st.bottom - 0x2000;
    if (!VirtualAlloc(st.bottom - 0x1000, 0x1000, MEM_COMMIT, PAGE_READWRITE)) return FALSE;
    if (!VirtualAlloc(st.guard, 0x1000, MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD)) return FALSE;
    st.top = (DWORD *)st.bottom;
    return TRUE;
}

static void push(DWORD x) { *--st.top = x; }
static DWORD pop(void) { return *st.top++; }

/* The Ackermann function with a stack of its own instead of recursion. */
static DWORD ackermann(DWORD m, DWORD n)
{
    DWORD *empty = st.top;
    push(m);
    while (st.top != empty) {
        m = pop();
        if (m == 0) n++;
        else if (n == 0) { n = 1; push(m - 1); }
        else { push(m - 1); push(m); n--; }
    }
    return n;
}

int main(void)
{
    PVOID handler = AddVectoredExceptionHandler(1, grow);
    volatile DWORD pushed = 0;

    if (!stack_create()) return 1;
    for (DWORD n = 0; n <= 4; n++) printf("A(2, %lu) = %lu\n", n, ackermann(2, n));
    printf("A(3, 4) = %lu, grown by %d pages\n", ackermann(3, 4), st.grown);
    CHECK_EQ(st.grown, 0);

    for (DWORD i = 0; i < 10000; i++) push(i);
    printf("10000 numbers: grown by %d pages\n", st.grown);
    CHECK_EQ(st.grown, 9);
    CHECK_EQ(pop(), 9999);

    if (setjmp(overflow) == 0)
        for (;;) { push(pushed); pushed++; }
    printf("overflow: %s after %lu more\n", st.overflowed ? "yes" : "no", pushed);
    CHECK(st.overflowed);
    CHECK_EQ(((DWORD *)st.bottom - st.top) * sizeof(DWORD), (MAX_PAGES - 2) * 0x1000 + 4);
    CHECK_EQ(probe_read(st.limit), EXCEPTION_ACCESS_VIOLATION);
    RemoveVectoredExceptionHandler(handler);
    CHECK(VirtualFree(st.limit, 0, MEM_RELEASE));
    return 0;
}
