// The next run after a kill: everything that the victim named must be gone, and running must work.
#include "lab.h"

int main(void)
{
    CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1000, "vadlab-kill-test-section");
    CHECK_EQ(GetLastError(), 0);
    CreateEventA(NULL, TRUE, FALSE, "vadlab-kill-test-event");
    CHECK_EQ(GetLastError(), 0);
    CreateMutexA(NULL, TRUE, "vadlab-kill-test-mutex");
    CHECK_EQ(GetLastError(), 0);
    CHECK(GetFileAttributesA("left.txt") == INVALID_FILE_ATTRIBUTES);
    return 0;
}
