// FACT: A named event is one object for all processes: what one signals, the other's wait takes. A name is looked up by its case and its kind.
// SOURCE: learn.microsoft.com, CreateEvent (lpName), OpenEvent, Kernel Object Namespaces
#define LAB_PROCESS_B
#include "lab.h"

static const char name[] = "Local\\vadlab-threads-event";
static HANDLE event;

static DWORD WINAPI waits(LPVOID unused)
{
    return WaitForSingleObject(event, 20000);
}

int main(void)
{
    HANDLE again, thread;
    DWORD code;

    event = CreateEventA(NULL, FALSE, FALSE, name);
    CHECK(event != NULL);
    SetLastError(0);
    again = CreateEventA(NULL, TRUE, TRUE, "vadlab-threads-event");
    CHECK(again != NULL);
    CHECK_EQ(GetLastError(), ERROR_ALREADY_EXISTS);
    CHECK_EQ(WaitForSingleObject(again, 0), WAIT_TIMEOUT);
    SetLastError(0);
    CHECK(CreateMutexA(NULL, FALSE, name) == NULL);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK(OpenEventA(SYNCHRONIZE, FALSE, "Local\\vadlab-threads-nothing") == NULL);
    CHECK_EQ(GetLastError(), ERROR_FILE_NOT_FOUND);

    thread = CreateThread(NULL, 0, waits, NULL, 0, NULL);
    CHECK_EQ(WaitForSingleObject(thread, 10), WAIT_TIMEOUT);
    lab_switch_to('B');
    CHECK_EQ(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    CHECK(GetExitCodeThread(thread, &code));
    CHECK_EQ(code, WAIT_OBJECT_0);
    CHECK_EQ(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
    lab_switch_to('B');
    CHECK_EQ(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
    return 0;
}

int process_b(void)
{
    HANDLE other = OpenEventA(EVENT_MODIFY_STATE | SYNCHRONIZE, FALSE, name);
    CHECK(other != NULL);
    CHECK_EQ(WaitForSingleObject(other, 0), WAIT_TIMEOUT);
    CHECK(SetEvent(other));
    lab_switch_to('A');
    CHECK_EQ(WaitForSingleObject(other, 0), WAIT_TIMEOUT);
    CHECK(SetEvent(other));
    return 0;
}
