// FACT: Vectored continue handlers run behind the handler that let execution continue; Wine 8.0 keeps them but calls none.
// SOURCE: learn.microsoft.com/windows/win32/api/errhandlingapi/nf-errhandlingapi-addvectoredcontinuehandler
#include "lab.h"

static char heard[16];

static LONG CALLBACK mends(EXCEPTION_POINTERS *e)
{
    (void)e;
    strcat(heard, "m");
    return EXCEPTION_CONTINUE_EXECUTION;
}
static LONG CALLBACK goes_on(EXCEPTION_POINTERS *e)
{
    (void)e;
    strcat(heard, "c");
    return EXCEPTION_CONTINUE_SEARCH;
}
static LONG CALLBACK goes_on_too(EXCEPTION_POINTERS *e)
{
    (void)e;
    strcat(heard, "d");
    return EXCEPTION_CONTINUE_EXECUTION;
}

int main(void)
{
    PVOID handle = AddVectoredContinueHandler(0, goes_on);
    CHECK(handle != NULL);
    CHECK(AddVectoredContinueHandler(0, goes_on_too) != NULL);
    CHECK(AddVectoredContinueHandler(0, goes_on) != NULL);
    AddVectoredExceptionHandler(1, mends);
    RaiseException(0xE0000003, 0, 0, NULL);
    TODO_WINE_CHECK(strcmp(heard, "mcd") == 0);
    CHECK(RemoveVectoredContinueHandler(handle) != 0);
    heard[0] = 0;
    RaiseException(0xE0000003, 0, 0, NULL);
    TODO_WINE_CHECK(strcmp(heard, "md") == 0);
    return 0;
}
