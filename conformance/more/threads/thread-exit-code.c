// FACT: A thread's exit code is what its function returns or ExitThread says; until then it is STILL_ACTIVE, and the object is not signalled.
// SOURCE: learn.microsoft.com, GetExitCodeThread, ExitThread; process.h, _beginthreadex
#include "lab.h"
#include <process.h>

static DWORD WINAPI returns(LPVOID parameter)
{
    return (DWORD)(ULONG_PTR)parameter + 1;
}

static void deeper(DWORD code)
{
    ExitThread(code);
}

static DWORD WINAPI exits(LPVOID parameter)
{
    deeper(77);
    *(int *)parameter = 1;
    return 5;
}

static unsigned __stdcall runtime_start(void *argument)
{
    ++*(int *)argument;
    _endthreadex(9);
    return 0;
}

int main(void)
{
    DWORD id = 0, code = 0;
    int reached = 0;
    HANDLE thread = CreateThread(NULL, 0, returns, (LPVOID)41, CREATE_SUSPENDED, &id);

    CHECK(thread != NULL);
    CHECK(id != 0 && id != GetCurrentThreadId());
    CHECK_EQ(GetThreadId(thread), id);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, STILL_ACTIVE);
    CHECK_EQ(WaitForSingleObject(thread, 0), WAIT_TIMEOUT);
    CHECK_EQ(ResumeThread(thread), 1);
    CHECK_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, 42);
    CHECK_EQ(WaitForSingleObject(thread, 0), WAIT_OBJECT_0);
    CHECK(CloseHandle(thread));

    thread = CreateThread(NULL, 0, exits, &reached, 0, NULL);
    CHECK_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, 77);
    CHECK_EQ(reached, 0);
    CloseHandle(thread);

    thread = (HANDLE)_beginthreadex(NULL, 0, runtime_start, &reached, 0, NULL);
    CHECK(thread != NULL);
    CHECK_EQ(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, 9);
    CHECK_EQ(reached, 1);
    CloseHandle(thread);
    return 0;
}
