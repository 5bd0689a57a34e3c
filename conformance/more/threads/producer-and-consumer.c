// FACT: Two auto-reset events hand a place over and back: each wait takes the signal with it, so nothing is lost and nothing comes twice.
// SOURCE: learn.microsoft.com, Event Objects (auto-reset events), CreateEvent
#include "lab.h"

static HANDLE filled, emptied;
static int place;
static int taken[10];

static DWORD WINAPI consumer(LPVOID parameter)
{
    int count = *(int *)parameter;
    for (int i = 0; i < count; i++) {
        WaitForSingleObject(filled, INFINITE);
        taken[i] = place;
        place = 0;
        SetEvent(emptied);
    }
    return count;
}

int main(void)
{
    int count = 10, sum = 0;
    DWORD code;
    HANDLE thread;

    filled = CreateEventA(NULL, FALSE, FALSE, NULL);
    emptied = CreateEventA(NULL, FALSE, TRUE, NULL);
    thread = CreateThread(NULL, 0, consumer, &count, 0, NULL);
    for (int i = 0; i < count; i++) {
        WaitForSingleObject(emptied, INFINITE);
        CHECK_EQ(place, 0);
        place = (i + 1) * (i + 1);
        SetEvent(filled);
    }
    CHECK_EQ(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, 10);
    for (int i = 0; i < count; i++) sum += taken[i];
    CHECK_EQ(sum, 385);
    CHECK_EQ(WaitForSingleObject(emptied, 0), WAIT_OBJECT_0);
    CHECK_EQ(WaitForSingleObject(emptied, 0), WAIT_TIMEOUT);
    CHECK_EQ(WaitForSingleObject(filled, 0), WAIT_TIMEOUT);
    return 0;
}
