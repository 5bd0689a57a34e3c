// FACT: Vectored exception handlers run in their order, the first added as first before all; each says whether execution continues, and one that is removed runs no more.
// SOURCE: learn.microsoft.com/windows/win32/debug/vectored-exception-handling: "All of the vectored handlers are called in the order in which they were added"; AddVectoredExceptionHandler: "If the parameter is nonzero, the handler is the first handler to be called."
#include "lab.h"

static char heard[64];
static int mends;

static LONG hears(char name, EXCEPTION_POINTERS *e)
{
    size_t n = strlen(heard);
    if (e->ExceptionRecord->ExceptionCode != 0xE0000001) return EXCEPTION_CONTINUE_SEARCH;
    heard[n] = name;
    heard[n + 1] = 0;
    return mends == name ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH;
}
static LONG CALLBACK a(EXCEPTION_POINTERS *e) { return hears('a', e); }
static LONG CALLBACK b(EXCEPTION_POINTERS *e) { return hears('b', e); }
static LONG CALLBACK c(EXCEPTION_POINTERS *e) { return hears('c', e); }

static LONG CALLBACK looks(EXCEPTION_POINTERS *e)
{
    EXCEPTION_RECORD *r = e->ExceptionRecord;
    if (r->ExceptionCode != 0xE0000002) return EXCEPTION_CONTINUE_SEARCH;
    CHECK_EQ(r->ExceptionFlags & 1, 0);
    CHECK_EQ(r->NumberParameters, 3);
    CHECK_EQ(r->ExceptionInformation[0], 11);
    CHECK_EQ(r->ExceptionInformation[2], 0xFFFFFFFFFFFFFFFF);
    CHECK(r->ExceptionRecord == NULL);
    CHECK(r->ExceptionAddress != NULL);
    CHECK(e->ContextRecord != NULL && e->ContextRecord->Rip != 0 && e->ContextRecord->Rsp != 0);
    return EXCEPTION_CONTINUE_EXECUTION;
}

static void raise_one(void)
{
    heard[0] = 0;
    RaiseException(0xE0000001, 0, 0, NULL);
}

int main(void)
{
    ULONG_PTR args[3] = { 11, 22, (ULONG_PTR)-1 };
    PVOID ha, hb, hc;

    CHECK((ha = AddVectoredExceptionHandler(0, a)) != NULL);
    CHECK((hb = AddVectoredExceptionHandler(0, b)) != NULL);
    CHECK((hc = AddVectoredExceptionHandler(1, c)) != NULL);

    mends = 'b';
    raise_one();
    CHECK(strcmp(heard, "cab") == 0);
    mends = 'c';
    raise_one();
    CHECK(strcmp(heard, "c") == 0);

    CHECK(RemoveVectoredExceptionHandler(hc) != 0);
    CHECK_EQ(RemoveVectoredExceptionHandler(hc), 0);
    mends = 'b';
    raise_one();
    CHECK(strcmp(heard, "ab") == 0);

    AddVectoredExceptionHandler(1, looks);
    RaiseException(0xE0000002, 0, 3, args);
    CHECK(RemoveVectoredExceptionHandler(ha) != 0);
    CHECK(RemoveVectoredExceptionHandler(hb) != 0);
    return 0;
}
