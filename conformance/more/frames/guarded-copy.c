// FACT: A copy within __try answers FALSE where a page refuses it, and its __finally runs on the way out and on the way through.
// SOURCE: learn.microsoft.com, try-except Statement, try-finally Statement; Windows via C/C++, chapters 23 and 24
#include <windows.h>
#include <stdio.h>

static int g_locks;

static LONG WINAPI Filter(PEXCEPTION_POINTERS pep, DWORD *pdwKind)
{
    *pdwKind = (DWORD)pep->ExceptionRecord->ExceptionInformation[0];
    return pep->ExceptionRecord->ExceptionCode == EXCEPTION_ACCESS_VIOLATION ? EXCEPTION_EXECUTE_HANDLER
                                                                             : EXCEPTION_CONTINUE_SEARCH;
}

static BOOL SafeCopy(PBYTE to, const BYTE *from, SIZE_T size)
{
    DWORD kind = 99;
    SIZE_T done = 0;
    __try {
        g_locks++;
        __try {
            for (; done < size; done++) to[done] = from[done];
        }
        __finally {
            g_locks--;
            printf("  finally: %s\n", AbnormalTermination() ? "left by an exception" : "left as usual");
        }
    }
    __except (Filter(GetExceptionInformation(), &kind)) {
        printf("  %s refused after %d bytes, code %08lX\n", kind ? "write" : "read", (int)done, GetExceptionCode());
        return FALSE;
    }
    return TRUE;
}

int main(void)
{
    DWORD old;
    PBYTE p = VirtualAlloc(NULL, 3 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualProtect(p + 4096, 4096, PAGE_READONLY, &old);
    VirtualProtect(p + 8192, 4096, PAGE_NOACCESS, &old);
    printf("copied: %d\n", SafeCopy(p, p + 4096, 100));
    printf("copied: %d\n", SafeCopy(p + 4096 - 10, p, 100));
    printf("copied: %d\n", SafeCopy(p, p + 8192 - 20, 100));
    printf("locks: %d\n", g_locks);
    return 0;
}
