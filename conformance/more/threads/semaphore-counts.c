// FACT: A semaphore lets as many waits through as its count says; releasing raises it, never beyond the maximum.
// SOURCE: learn.microsoft.com, Semaphore Objects, CreateSemaphore, ReleaseSemaphore
#include "lab.h"

static HANDLE semaphore;
static volatile LONG inside, most, done;

static DWORD WINAPI worker(LPVOID unused)
{
    WaitForSingleObject(semaphore, INFINITE);
    LONG now = InterlockedIncrement(&inside);
    if (now > most) most = now;
    Sleep(5);
    InterlockedDecrement(&inside);
    InterlockedIncrement(&done);
    ReleaseSemaphore(semaphore, 1, NULL);
    return 0;
}

int main(void)
{
    HANDLE threads[6];
    LONG before = -1;

    semaphore = CreateSemaphoreA(NULL, 2, 3, NULL);
    CHECK(semaphore != NULL);
    CHECK_EQ(WaitForSingleObject(semaphore, 0), WAIT_OBJECT_0);
    CHECK_EQ(WaitForSingleObject(semaphore, 0), WAIT_OBJECT_0);
    CHECK_EQ(WaitForSingleObject(semaphore, 0), WAIT_TIMEOUT);
    CHECK(ReleaseSemaphore(semaphore, 2, &before));
    CHECK_EQ(before, 0);
    SetLastError(0);
    CHECK(!ReleaseSemaphore(semaphore, 2, &before));
    CHECK_EQ(GetLastError(), ERROR_TOO_MANY_POSTS);
    CHECK(ReleaseSemaphore(semaphore, 1, &before));
    CHECK_EQ(before, 2);
    CHECK_EQ(WaitForSingleObject(semaphore, 0), WAIT_OBJECT_0);
    for (int i = 0; i < 6; i++) threads[i] = CreateThread(NULL, 0, worker, NULL, 0, NULL);
    CHECK_EQ(WaitForMultipleObjects(6, threads, TRUE, 20000), WAIT_OBJECT_0);
    CHECK_EQ(done, 6);
    CHECK_EQ(most, 2);
    CHECK_EQ(inside, 0);
    SetLastError(0);
    CHECK(CreateSemaphoreA(NULL, 4, 3, NULL) == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    return 0;
}
