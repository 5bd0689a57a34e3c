// FACT: Code in a page that is only readable and writable is not run: Data Execution Prevention raises an access violation of kind 8 at that address.
// SOURCE: learn.microsoft.com, Data Execution Prevention; EXCEPTION_RECORD (ExceptionInformation: 0 read, 1 write, 8 DEP)
#include <windows.h>
#include <stdio.h>
#include <setjmp.h>
#include "lab.h"

static jmp_buf g_env;
static EXCEPTION_RECORD g_record;

static LONG CALLBACK OnFault(PEXCEPTION_POINTERS pExc)
{
    if (pExc->ExceptionRecord->ExceptionCode != EXCEPTION_ACCESS_VIOLATION) return EXCEPTION_CONTINUE_SEARCH;
    g_record = *pExc->ExceptionRecord;
    longjmp(g_env, 1);
}

static const struct { DWORD protect; const char *name; } kinds[] = {
    { PAGE_READONLY, "PAGE_READONLY" },
    { PAGE_READWRITE, "PAGE_READWRITE" },
    { PAGE_EXECUTE_READ, "PAGE_EXECUTE_READ" },
    { PAGE_EXECUTE_READWRITE, "PAGE_EXECUTE_READWRITE" },
    { PAGE_NOACCESS, "PAGE_NOACCESS" },
};

int main(void)
{
    /* mov eax, 42; ret */
    static const unsigned char code[] = "\xB8\x2A\x00\x00\x00\xC3";
    static int results[5];
    LPVOID page = VirtualAlloc(NULL, 4096, MEM_COMMIT, PAGE_READWRITE);
    PVOID handler;
    volatile int i;
    DWORD old;

    if (!page) { fprintf(stderr, "VirtualAlloc: %lu\n", GetLastError()); return 1; }
    CopyMemory(page, code, sizeof code);
    handler = AddVectoredExceptionHandler(1, OnFault);

    for (i = 0; i < 5; i++) {
        if (!VirtualProtect(page, 1, kinds[i].protect, &old)) { printf("VirtualProtect: %lu\n", GetLastError()); continue; }
        printf("%-24s ", kinds[i].name);
        if (setjmp(g_env) == 0) {
            int (*f)(void) = (int (*)(void))page;
            results[i] = f();
            printf("returned %d\n", results[i]);
        } else {
            printf("exception %08lX: %s the address of the code%s\n", g_record.ExceptionCode,
                   g_record.ExceptionInformation[0] == 8 ? "executing at"
                   : g_record.ExceptionInformation[0] == 1 ? "writing to" : "reading from",
                   g_record.ExceptionInformation[1] == (ULONG_PTR)page ? "" : " (another one!)");
            CHECK_EQ(g_record.ExceptionInformation[0], 8);
            CHECK_EQ((ULONG_PTR)g_record.ExceptionAddress, (ULONG_PTR)page);
        }
    }
    RemoveVectoredExceptionHandler(handler);
    CHECK_EQ(results[0] + results[1] + results[4], 0);
    CHECK_EQ(results[2], 42);
    CHECK_EQ(results[3], 42);
    VirtualFree(page, 0, MEM_RELEASE);
    return 0;
}
