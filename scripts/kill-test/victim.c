// The program that the kill test kills: two processes that hold named objects, a process of their own each, temporary and relative files, handles to
// one another and memory, and pass the turn some hundred times.
#define LAB_PROCESS_B
#include "lab.h"

static void leave_traces(void)
{
    char folder[MAX_PATH], name[MAX_PATH];
    STARTUPINFOA start = { sizeof start };
    PROCESS_INFORMATION child;
    char command[] = "cmd.exe /c pause";
    HANDLE file;
    DWORD written;

    CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x100000, "vadlab-kill-test-section");
    CreateEventA(NULL, TRUE, FALSE, "vadlab-kill-test-event");
    CreateMutexA(NULL, TRUE, "vadlab-kill-test-mutex");
    CreateProcessA(NULL, command, NULL, NULL, FALSE, CREATE_SUSPENDED, NULL, NULL, &start, &child);
    GetTempPathA(MAX_PATH, folder);
    GetTempFileNameA(folder, "kil", 0, name);
    file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    WriteFile(file, "left", 4, &written, NULL);
    file = CreateFileA("left.txt", GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_ALWAYS, 0, NULL);
    WriteFile(file, "left", 4, &written, NULL);
}

static void work(HANDLE other)
{
    BYTE *here = VirtualAlloc(NULL, 0x100000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    BYTE *there = VirtualAllocEx(other, NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    SIZE_T done;

    for (int i = 0; i < 0x100000; i += 0x1000) here[i] = 1;
    WriteProcessMemory(other, there, here, 0x1000, &done);
    VirtualFreeEx(other, there, 0, MEM_RELEASE);
    VirtualFree(here, 0, MEM_RELEASE);
}

int process_b(void)
{
    leave_traces();
    for (;;) {
        work(lab_process('A'));
        lab_switch_to('A');
    }
}

int main(void)
{
    leave_traces();
    for (int turn = 0; turn < 80; turn++) {
        lab_switch_to('B');
        work(lab_process('B'));
    }
    printf("the end\n");
    return 0;
}
