// FACT: TerminateThread ends a thread wherever it is: its exit code is the one given, what it held is abandoned, its stack is released.
// SOURCE: learn.microsoft.com, TerminateThread (Remarks)
#include "lab.h"

static HANDLE mutex, ready;
static volatile LONG after;
static void *stack;

static DWORD WINAPI holds(LPVOID unused)
{
    int local;
    stack = &local;
    WaitForSingleObject(mutex, INFINITE);
    SetEvent(ready);
    Sleep(INFINITE);
    after = 1;
    return 1;
}

static DWORD WINAPI spins(LPVOID unused)
{
    SetEvent(ready);
    while (!after) { }
    return 1;
}

int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    DWORD code;
    HANDLE thread;

    mutex = CreateMutexA(NULL, FALSE, NULL);
    ready = CreateEventA(NULL, FALSE, FALSE, NULL);
    thread = CreateThread(NULL, 0, holds, NULL, 0, NULL);
    CHECK_EQ(WaitForSingleObject(ready, 10000), WAIT_OBJECT_0);
    CHECK_EQ(WaitForSingleObject(mutex, 0), WAIT_TIMEOUT);
    CHECK(TerminateThread(thread, 1234));
    CHECK_EQ(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, 1234);
    CHECK_EQ(WaitForSingleObject(mutex, 0), WAIT_ABANDONED);
    CHECK_EQ(after, 0);
    VirtualQuery(stack, &info, sizeof info);
    TODO_WINE_CHECK_EQ(info.State, MEM_FREE);
    CloseHandle(thread);

    thread = CreateThread(NULL, 0, spins, NULL, 0, NULL);
    CHECK_EQ(WaitForSingleObject(ready, 10000), WAIT_OBJECT_0);
    CHECK(TerminateThread(thread, 5));
    CHECK_EQ(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, 5);
    return 0;
}
