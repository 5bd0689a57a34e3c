// FACT: Two views of one section placed side by side in a split placeholder make a ring buffer that reads and writes across its end.
// SOURCE: learn.microsoft.com, VirtualAlloc2 (the examples: Scenario 1, create a circular buffer by mapping two adjacent views)
#include <windows.h>
#include <stdio.h>
#include "lab.h"

// This function creates a ring buffer by allocating a pagefile-backed section and mapping two views of it next to each other.
static void *CreateRingBuffer(unsigned int bufferSize, void **secondaryView)
{
    BOOL result;
    HANDLE section = NULL;
    SYSTEM_INFO sysInfo;
    void *ringBuffer = NULL;
    void *placeholder1 = NULL;
    void *placeholder2 = NULL;
    void *view1 = NULL;
    void *view2 = NULL;

    GetSystemInfo(&sysInfo);
    if ((bufferSize % sysInfo.dwAllocationGranularity) != 0) {
        return NULL;
    }

    // Reserve a placeholder region where the buffer will be mapped.
    placeholder1 = (PCHAR) VirtualAlloc2(NULL, NULL, 2 * bufferSize, MEM_RESERVE | MEM_RESERVE_PLACEHOLDER,
                                         PAGE_NOACCESS, NULL, 0);
    if (placeholder1 == NULL) {
        printf("VirtualAlloc2 failed, error %#x\n", (unsigned)GetLastError());
        goto Exit;
    }

    // Split the placeholder region into two regions of equal size.
    result = VirtualFree(placeholder1, bufferSize, MEM_RELEASE | MEM_PRESERVE_PLACEHOLDER);
    if (result == FALSE) {
        printf("VirtualFreeEx failed, error %#x\n", (unsigned)GetLastError());
        goto Exit;
    }
    placeholder2 = (void *) ((ULONG_PTR) placeholder1 + bufferSize);

    // Create a pagefile-backed section for the buffer.
    section = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, bufferSize, NULL);
    if (section == NULL) {
        printf("CreateFileMapping failed, error %#x\n", (unsigned)GetLastError());
        goto Exit;
    }

    // Map the section into the first placeholder region.
    view1 = MapViewOfFile3(section, NULL, placeholder1, 0, bufferSize, MEM_REPLACE_PLACEHOLDER, PAGE_READWRITE, NULL, 0);
    if (view1 == NULL) {
        printf("MapViewOfFile3 failed, error %#x\n", (unsigned)GetLastError());
        goto Exit;
    }
    // Ownership transferred, don't free this now.
    placeholder1 = NULL;

    // Map the section into the second placeholder region.
    view2 = MapViewOfFile3(section, NULL, placeholder2, 0, bufferSize, MEM_REPLACE_PLACEHOLDER, PAGE_READWRITE, NULL, 0);
    if (view2 == NULL) {
        printf("MapViewOfFile3 failed, error %#x\n", (unsigned)GetLastError());
        goto Exit;
    }

    // Success, return both mapped views to the caller.
    ringBuffer = view1;
    *secondaryView = view2;
    placeholder2 = NULL;
    view1 = NULL;
    view2 = NULL;

Exit:
    if (section != NULL) CloseHandle(section);
    if (placeholder1 != NULL) VirtualFree(placeholder1, 0, MEM_RELEASE);
    if (placeholder2 != NULL) VirtualFree(placeholder2, 0, MEM_RELEASE);
    if (view1 != NULL) UnmapViewOfFileEx(view1, 0);
    if (view2 != NULL) UnmapViewOfFileEx(view2, 0);
    return ringBuffer;
}

int main(void)
{
    char *ringBuffer;
    void *secondaryView = NULL;
    unsigned int bufferSize = 0x10000;
    int odd;

    TODO_WINE_CHECK(CreateRingBuffer(1000, &secondaryView) == NULL);
    ringBuffer = (char *) CreateRingBuffer(bufferSize, &secondaryView);
    TODO_WINE_CHECK(ringBuffer != NULL);
    odd = ringBuffer == NULL;
    if (odd) {
        /* Wine 8.0 has no placeholders. */
        printf("no ring buffer here\n");
        return 0;
    }

    // Make sure the buffer is usable across its end.
    ringBuffer[0] = 'a';
    TODO_WINE_CHECK_EQ(ringBuffer[bufferSize], 'a');
    strcpy(ringBuffer + bufferSize - 6, "around the end");
    TODO_WINE_CHECK(strcmp(ringBuffer, " the end") == 0);
    printf("%s|%s\n", ringBuffer + bufferSize - 6, ringBuffer);

    UnmapViewOfFile(ringBuffer);
    UnmapViewOfFile(secondaryView);
    return 0;
}
