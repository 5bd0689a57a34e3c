// FACT: A breakpoint is EXCEPTION_BREAKPOINT at the int3 itself: a handler that moves CONTEXT.Rip behind it lets the program go on.
// SOURCE: learn.microsoft.com/windows/win32/api/debugapi/nf-debugapi-debugbreak; learn.microsoft.com/windows/win32/debug/getexceptioncode: EXCEPTION_BREAKPOINT
#include "lab.h"

static int breakpoints;

static LONG CALLBACK steps_over(EXCEPTION_POINTERS *e)
{
    EXCEPTION_RECORD *r = e->ExceptionRecord;
    if (r->ExceptionCode != EXCEPTION_BREAKPOINT) return EXCEPTION_CONTINUE_SEARCH;
    breakpoints++;
    CHECK((ULONG_PTR)r->ExceptionAddress == e->ContextRecord->Rip);
    CHECK_EQ(r->NumberParameters, 1);
    CHECK_EQ(r->ExceptionInformation[0], 0);
    e->ContextRecord->Rip++;
    return EXCEPTION_CONTINUE_EXECUTION;
}

int main(void)
{
    AddVectoredExceptionHandler(1, steps_over);
    __debugbreak();
    CHECK_EQ(breakpoints, 1);
    for (int i = 0; i < 3; i++) DebugBreak();
    CHECK_EQ(breakpoints, 4);
    return 0;
}
