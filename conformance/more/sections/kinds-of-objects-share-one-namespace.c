// FACT: A name belongs to one object whatever its kind: a section cannot be made or opened under the name of an event, nor an event under a section's (ERROR_INVALID_HANDLE).
// SOURCE: Microsoft, CreateFileMapping and CreateEvent (lpName: "the same name as an existing event, semaphore, mutex, ... the function fails and ERROR_INVALID_HANDLE"); Kernel object namespaces
#include "lab.h"

int main(void)
{
    HANDLE event = CreateEventA(NULL, TRUE, FALSE, "Lab-kinds-event");
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, "Lab-kinds-section");
    HANDLE mutex = CreateMutexA(NULL, FALSE, "Lab-kinds-mutex");
    HANDLE semaphore = CreateSemaphoreA(NULL, 0, 1, "Lab-kinds-semaphore");

    CHECK(event != NULL && section != NULL && mutex != NULL && semaphore != NULL);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, "Lab-kinds-event"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, "Lab-kinds-mutex"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, "Lab-kinds-semaphore"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_READ, FALSE, "Lab-kinds-event"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(OpenFileMappingA(FILE_MAP_READ, FALSE, "Lab-kinds-mutex"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateEventA(NULL, TRUE, FALSE, "Lab-kinds-section"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateMutexA(NULL, FALSE, "Lab-kinds-section"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateSemaphoreA(NULL, 0, 1, "Lab-kinds-section"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(OpenEventA(EVENT_MODIFY_STATE, FALSE, "Lab-kinds-section"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(OpenMutexA(SYNCHRONIZE, FALSE, "Lab-kinds-section"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateEventA(NULL, TRUE, FALSE, "Lab-kinds-mutex"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    /* handles of another kind */
    SetLastError(0);
    CHECK_EQ(SetEvent(section), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(ReleaseMutex(section), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(event, FILE_MAP_READ, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(mutex, FILE_MAP_READ, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(NULL, FILE_MAP_READ, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile((HANDLE)0x12344, FILE_MAP_READ, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(MapViewOfFile(GetCurrentProcess(), FILE_MAP_READ, 0, 0, 0), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(section, NULL, PAGE_READWRITE, 0, 0x1000, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA(event, NULL, PAGE_READWRITE, 0, 0x1000, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    SetLastError(0);
    CHECK_EQ(CreateFileMappingA((HANDLE)0x12344, NULL, PAGE_READWRITE, 0, 0x1000, NULL), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    /* once the event is gone, the name is free for a section */
    CHECK(CloseHandle(event));
    section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, "Lab-kinds-event");
    CHECK(section != NULL);
    SetLastError(0);
    CHECK_EQ(CreateEventA(NULL, TRUE, FALSE, "Lab-kinds-event"), 0);
    CHECK_EQ(GetLastError(), ERROR_INVALID_HANDLE);
    return 0;
}
