// FACT: A vectored handler that makes the page accessible and says EXCEPTION_CONTINUE_EXECUTION lets the very access run again; a guard page fires once, with the access and its address in ExceptionInformation.
// SOURCE: learn.microsoft.com/windows/win32/api/winnt/ns-winnt-exception_record: ExceptionInformation of EXCEPTION_ACCESS_VIOLATION; learn.microsoft.com/windows/win32/memory/creating-guard-pages
#include "lab.h"

static BYTE *base;
static int faults, guards;
static ULONG_PTR kind, where;
static DWORD parameters;

static LONG CALLBACK commits(EXCEPTION_POINTERS *e)
{
    EXCEPTION_RECORD *r = e->ExceptionRecord;
    BYTE *page;
    kind = r->ExceptionInformation[0];
    where = r->ExceptionInformation[1];
    parameters = r->NumberParameters;
    if (r->ExceptionCode == STATUS_GUARD_PAGE_VIOLATION) {
        guards++;
        return EXCEPTION_CONTINUE_EXECUTION;
    }
    if (r->ExceptionCode != EXCEPTION_ACCESS_VIOLATION) return EXCEPTION_CONTINUE_SEARCH;
    page = (BYTE *)(where & ~(ULONG_PTR)0xFFF);
    if (page < base || page >= base + 0x10000) return EXCEPTION_CONTINUE_SEARCH;
    faults++;
    return VirtualAlloc(page, 0x1000, MEM_COMMIT, PAGE_READWRITE) ? EXCEPTION_CONTINUE_EXECUTION
                                                                  : EXCEPTION_CONTINUE_SEARCH;
}

int main(void)
{
    volatile BYTE *p;
    DWORD old;
    int sum = 0;

    base = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_NOACCESS);
    p = base;
    AddVectoredExceptionHandler(1, commits);

    p[5] = 7;
    CHECK_EQ(faults, 1);
    CHECK_EQ(kind, 1);
    CHECK_EQ(where - (ULONG_PTR)base, 5);
    CHECK_EQ(parameters, 2);
    CHECK_EQ(p[5], 7);

    sum = 100 + p[0x3008] + p[5];
    CHECK_EQ(sum, 107);
    CHECK_EQ(faults, 2);
    CHECK_EQ(kind, 0);
    CHECK_EQ(where - (ULONG_PTR)base, 0x3008);

    for (int i = 0; i < 0x10000; i++) p[i] += 1;
    CHECK_EQ(faults, 16);
    CHECK_EQ(p[5], 8);
    CHECK_EQ(p[0xFFFF], 1);

    memset(base + 0x8000, 3, 0x4000);
    VirtualProtect(base + 0x9000, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old);
    p[0x9010] = 9;
    CHECK_EQ(guards, 1);
    CHECK_EQ(kind, 1);
    CHECK_EQ(where - (ULONG_PTR)base, 0x9010);
    p[0x9010]++;
    CHECK_EQ(guards, 1);
    CHECK_EQ(p[0x9010], 10);
    VirtualProtect(base + 0x9000, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old);
    CHECK_EQ(p[0x9010], 10);
    CHECK_EQ(guards, 2);
    CHECK_EQ(kind, 0);
    return 0;
}
