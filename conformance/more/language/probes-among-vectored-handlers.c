// FACT: The words probe_read and probe_write of lab.h answer by a vectored handler, added at the first probe: handlers added later as first hear of a probe before, handlers added at the end do not.
// SOURCE: conformance/lab.h, lab_probe; learn.microsoft.com/windows/win32/api/errhandlingapi/nf-errhandlingapi-addvectoredexceptionhandler
#include "lab.h"

static int first, last;
static BYTE *page;
static BOOL mends;

static LONG CALLBACK hears_first(EXCEPTION_POINTERS *e)
{
    DWORD old;
    (void)e;
    first++;
    return mends && VirtualProtect(page, 0x1000, PAGE_READWRITE, &old) ? EXCEPTION_CONTINUE_EXECUTION
                                                                      : EXCEPTION_CONTINUE_SEARCH;
}
static LONG CALLBACK hears_last(EXCEPTION_POINTERS *e)
{
    (void)e;
    last++;
    return EXCEPTION_CONTINUE_SEARCH;
}

int main(void)
{
    page = VirtualAlloc(NULL, 0x1000, MEM_COMMIT | MEM_RESERVE, PAGE_NOACCESS);
    AddVectoredExceptionHandler(1, hears_last);
    CHECK_EQ(probe_read(page), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(last, 0);
    AddVectoredExceptionHandler(1, hears_first);
    CHECK_EQ(probe_read(page), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(first, 1);
    CHECK_EQ(last, 0);
    CHECK_EQ(probe_write(page, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(first, 2);
    mends = TRUE;
    CHECK_EQ(probe_write(page, 77), 0);
    CHECK_EQ(first, 3);
    CHECK_EQ(*page, 77);
    CHECK_EQ(probe_read(page), 0);
    CHECK_EQ(first, 3);
    return 0;
}
