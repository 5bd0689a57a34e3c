// The same dive, 600 levels deep, in a thread whose stack one can choose.
#include "lab.h"

#define PAGE 4096

static ULONG_PTR low, high;
static int reached;

static int dive(int levels)
{
    volatile char room[PAGE];
    room[0] = 1;
    if (levels == 1) return room[0];
    return dive(levels - 1) + room[0];
}

static DWORD WINAPI work(LPVOID parameter)
{
    GetCurrentThreadStackLimits(&low, &high);
    __try {
        reached = dive(600);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        reached = -1;
    }
    return 0;
}

int main(void)
{
    HANDLE thread = CreateThread(NULL, 0, work, NULL, 0, NULL); // @create
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    printf("%d levels in a stack of %d KiB\n", reached, (int)((high - low) / 1024)); // @done
    return 0;
}
