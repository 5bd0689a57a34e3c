// FACT: The last error is the thread's own: what one thread sets, another does not see, and a new thread begins with 0.
// SOURCE: learn.microsoft.com, GetLastError, SetLastError
#include "lab.h"

static HANDLE first, second;
static DWORD at_start, after_wait;

static DWORD WINAPI other(LPVOID unused)
{
    at_start = GetLastError();
    SetLastError(222);
    SetEvent(first);
    WaitForSingleObject(second, INFINITE);
    after_wait = GetLastError();
    VirtualAlloc(NULL, 0, MEM_COMMIT, PAGE_READWRITE);
    return GetLastError();
}

int main(void)
{
    DWORD code;
    HANDLE thread;

    first = CreateEventA(NULL, FALSE, FALSE, NULL);
    second = CreateEventA(NULL, FALSE, FALSE, NULL);
    SetLastError(111);
    thread = CreateThread(NULL, 0, other, NULL, 0, NULL);
    WaitForSingleObject(first, INFINITE);
    CHECK_EQ(GetLastError(), 111);
    SetLastError(333);
    SetEvent(second);
    WaitForSingleObject(thread, INFINITE);
    CHECK_EQ(GetLastError(), 333);
    CHECK_EQ(at_start, 0);
    CHECK_EQ(after_wait, 222);
    GetExitCodeThread(thread, &code);
    CHECK_EQ(code, ERROR_INVALID_PARAMETER);
    return 0;
}
