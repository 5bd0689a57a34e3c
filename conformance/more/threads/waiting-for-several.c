// FACT: Waiting for any object answers the lowest signalled index and takes that one alone; waiting for all takes none before all are signalled.
// SOURCE: learn.microsoft.com, WaitForMultipleObjects (Return value, Remarks)
#include "lab.h"

static HANDLE events[3];
static DWORD answer = 99;

static DWORD WINAPI waits_for_all(LPVOID unused)
{
    answer = WaitForMultipleObjects(3, events, TRUE, INFINITE);
    return 0;
}

static DWORD WINAPI sets_second(LPVOID unused)
{
    Sleep(10);
    SetEvent(events[1]);
    return 0;
}

int main(void)
{
    HANDLE thread, many[65], both[2];

    for (int i = 0; i < 3; i++) events[i] = CreateEventA(NULL, FALSE, FALSE, NULL);
    CHECK_EQ(WaitForMultipleObjects(3, events, FALSE, 0), WAIT_TIMEOUT);
    SetEvent(events[2]);
    SetEvent(events[1]);
    CHECK_EQ(WaitForMultipleObjects(3, events, FALSE, 0), WAIT_OBJECT_0 + 1);
    CHECK_EQ(WaitForMultipleObjects(3, events, FALSE, 0), WAIT_OBJECT_0 + 2);
    CHECK_EQ(WaitForMultipleObjects(3, events, FALSE, 0), WAIT_TIMEOUT);
    thread = CreateThread(NULL, 0, sets_second, NULL, 0, NULL);
    CHECK_EQ(WaitForMultipleObjects(3, events, FALSE, 10000), WAIT_OBJECT_0 + 1);
    CloseHandle(thread);

    SetEvent(events[0]);
    SetEvent(events[1]);
    CHECK_EQ(WaitForMultipleObjects(3, events, TRUE, 0), WAIT_TIMEOUT);
    CHECK_EQ(WaitForSingleObject(events[0], 0), WAIT_OBJECT_0);
    thread = CreateThread(NULL, 0, waits_for_all, NULL, 0, NULL);
    CHECK_EQ(WaitForSingleObject(thread, 20), WAIT_TIMEOUT);
    SetEvent(events[2]);
    CHECK_EQ(WaitForSingleObject(thread, 20), WAIT_TIMEOUT);
    CHECK_EQ(WaitForSingleObject(events[1], 0), WAIT_OBJECT_0);
    SetEvent(events[0]);
    CHECK_EQ(WaitForSingleObject(thread, 20), WAIT_TIMEOUT);
    SetEvent(events[1]);
    CHECK_EQ(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    CHECK_EQ(answer, WAIT_OBJECT_0);
    CHECK_EQ(WaitForMultipleObjects(3, events, FALSE, 0), WAIT_TIMEOUT);

    for (int i = 0; i < 65; i++) many[i] = events[0];
    SetLastError(0);
    CHECK_EQ(WaitForMultipleObjects(65, many, FALSE, 0), WAIT_FAILED);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(WaitForMultipleObjects(0, many, FALSE, 0), WAIT_FAILED);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    both[0] = both[1] = events[0];
    SetLastError(0);
    TODO_WINE_CHECK_EQ(WaitForMultipleObjects(2, both, TRUE, 0), WAIT_FAILED);
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    SetLastError(0);
    CHECK_EQ(WaitForSingleObject((HANDLE)0x12340, 0), WAIT_FAILED);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    return 0;
}
