// FACT: A suspended thread does nothing until it was resumed as often as it was suspended; both functions answer the count before.
// SOURCE: learn.microsoft.com, SuspendThread, ResumeThread, CreateThread (CREATE_SUSPENDED)
#include "lab.h"

static volatile LONG steps;
static HANDLE go;

static DWORD WINAPI counts(LPVOID unused)
{
    steps = 1;
    WaitForSingleObject(go, INFINITE);
    steps = 2;
    SuspendThread(GetCurrentThread());
    steps = 3;
    return 7;
}

int main(void)
{
    DWORD code;
    HANDLE thread = CreateThread(NULL, 0, counts, NULL, CREATE_SUSPENDED, NULL);

    go = CreateEventA(NULL, TRUE, FALSE, NULL);
    Sleep(20);
    CHECK_EQ(steps, 0);
    CHECK_EQ(SuspendThread(thread), 1);
    CHECK_EQ(ResumeThread(thread), 2);
    Sleep(20);
    CHECK_EQ(steps, 0);
    CHECK_EQ(ResumeThread(thread), 1);
    while (steps != 1) Sleep(1);
    CHECK_EQ(steps, 1);
    CHECK_EQ(SuspendThread(thread), 0);
    SetEvent(go);
    Sleep(50);
    CHECK_EQ(steps, 1);
    CHECK_EQ(ResumeThread(thread), 1);
    while (steps != 2) Sleep(1);
    Sleep(50);
    CHECK_EQ(steps, 2);
    CHECK_EQ(WaitForSingleObject(thread, 20), WAIT_TIMEOUT);
    CHECK_EQ(ResumeThread(thread), 1);
    CHECK_EQ(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    CHECK_EQ(steps, 3);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, 7);
    CHECK_EQ(ResumeThread(thread), 0);
    CloseHandle(thread);
    return 0;
}
