// FACT: SetUnhandledExceptionFilter answers the filter before; the filter runs after all vectored handlers, and EXCEPTION_CONTINUE_EXECUTION lets the instruction run again.
// SOURCE: learn.microsoft.com/windows/win32/api/errhandlingapi/nf-errhandlingapi-setunhandledexceptionfilter
#include "lab.h"

static BYTE *page;
static char heard[16];

static LONG CALLBACK vectored(EXCEPTION_POINTERS *e)
{
    (void)e;
    strcat(heard, "v");
    return EXCEPTION_CONTINUE_SEARCH;
}
static LONG WINAPI other(EXCEPTION_POINTERS *e)
{
    (void)e;
    return EXCEPTION_EXECUTE_HANDLER;
}
static LONG WINAPI mends(EXCEPTION_POINTERS *e)
{
    DWORD old;
    strcat(heard, "u");
    if (e->ExceptionRecord->ExceptionCode == 0xE0000009) {
        CHECK_EQ(e->ExceptionRecord->NumberParameters, 1);
        CHECK_EQ(e->ExceptionRecord->ExceptionInformation[0], 4);
        return EXCEPTION_CONTINUE_EXECUTION;
    }
    return VirtualProtect(page, 0x1000, PAGE_READWRITE, &old) ? EXCEPTION_CONTINUE_EXECUTION
                                                              : EXCEPTION_EXECUTE_HANDLER;
}

int main(void)
{
    ULONG_PTR four = 4;
    page = VirtualAlloc(NULL, 0x1000, MEM_COMMIT | MEM_RESERVE, PAGE_READONLY);
    SetUnhandledExceptionFilter(other);
    CHECK(SetUnhandledExceptionFilter(mends) == other);
    AddVectoredExceptionHandler(0, vectored);
    page[1] = 9;
    CHECK_EQ(page[1], 9);
    CHECK(strcmp(heard, "vu") == 0);
    RaiseException(0xE0000009, 0, 1, &four);
    CHECK(strcmp(heard, "vuvu") == 0);
    return 0;
}
