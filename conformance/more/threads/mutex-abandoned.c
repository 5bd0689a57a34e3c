// FACT: A mutex belongs to a thread: that one takes it again at once, another cannot release it, and when its owner ends the next one is told WAIT_ABANDONED.
// SOURCE: learn.microsoft.com, Mutex Objects, ReleaseMutex, WaitForSingleObject (Return value)
#include "lab.h"

static HANDLE mutex;
static DWORD wait_result, release_result, release_error;

static DWORD WINAPI tries(LPVOID unused)
{
    wait_result = WaitForSingleObject(mutex, 10);
    SetLastError(0);
    release_result = ReleaseMutex(mutex);
    release_error = GetLastError();
    return 0;
}

static DWORD WINAPI forgets(LPVOID unused)
{
    WaitForSingleObject(mutex, INFINITE);
    WaitForSingleObject(mutex, INFINITE);
    return 0;
}

static void run(LPTHREAD_START_ROUTINE start)
{
    HANDLE thread = CreateThread(NULL, 0, start, NULL, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
}

int main(void)
{
    mutex = CreateMutexA(NULL, TRUE, NULL);
    CHECK(mutex != NULL);
    CHECK_EQ(WaitForSingleObject(mutex, 0), WAIT_OBJECT_0);
    run(tries);
    CHECK_EQ(wait_result, WAIT_TIMEOUT);
    CHECK_EQ(release_result, FALSE);
    CHECK_EQ(release_error, ERROR_NOT_OWNER);
    CHECK(ReleaseMutex(mutex));
    run(tries);
    CHECK_EQ(wait_result, WAIT_TIMEOUT);
    CHECK(ReleaseMutex(mutex));
    SetLastError(0);
    CHECK(!ReleaseMutex(mutex));
    CHECK_EQ(GetLastError(), ERROR_NOT_OWNER);
    run(tries);
    CHECK_EQ(wait_result, WAIT_OBJECT_0);
    CHECK_EQ(release_result, TRUE);

    run(forgets);
    CHECK_EQ(WaitForSingleObject(mutex, 0), WAIT_ABANDONED);
    CHECK(ReleaseMutex(mutex));
    CHECK(!ReleaseMutex(mutex));
    CHECK_EQ(WaitForSingleObject(mutex, 0), WAIT_OBJECT_0);
    CHECK(ReleaseMutex(mutex));
    CloseHandle(mutex);
    return 0;
}
