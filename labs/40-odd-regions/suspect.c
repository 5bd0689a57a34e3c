// Process B has prepared its memory: some of it is odd, and some only looks so. Find out what is what.
// Do not read prepare() before you have looked at the map.
#define LAB_PROCESS_B
#include "lab.h"

static char *just_in_time, *patched, *remapped, *ordinary;

static int prepare(void)
{
    DWORD old;

    // What every program has: data that can be written, and nobody executes.
    ordinary = VirtualAlloc(NULL, 4 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    memset(ordinary, 0xC3, 4096); // it holds code, but nobody can call it

    // What a compiler at run time leaves behind.
    just_in_time = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    just_in_time[0] = (char)0xC3;
    VirtualProtect(just_in_time, 4096, PAGE_EXECUTE_READ, &old);

    // What a hook leaves behind: a function of a DLL was written, and the protection is as it was.
    patched = (char *)GetProcAddress(GetModuleHandleA("kernel32.dll"), "GetTickCount");
    VirtualProtect(patched, 1, PAGE_EXECUTE_READWRITE, &old);
    char same = *patched;
    *patched = same;
    VirtualProtect(patched, 1, old, &old);

    // What a section that A still writes looks like here: it can be read and executed, never written.
    HANDLE section = OpenFileMappingA(FILE_MAP_ALL_ACCESS | FILE_MAP_EXECUTE, FALSE, "Local\\vadlab-lab-40");
    remapped = MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_EXECUTE, 0, 0, 0);
    return remapped == NULL || remapped[0] != (char)0xC3;
}

int process_b(void)
{
    int wrong = prepare();

    char *findings[3] = { NULL, NULL, NULL };
    // @findings Put an address of each odd place into findings, below this line, whatever their order.

    lab_switch_to('A'); // @prepared

    unsigned char now = remapped[0];            // @looks
    printf("B would execute a %u now\n", now); // @looked
    return wrong;
}

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0, 4096, "Local\\vadlab-lab-40");
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    view[0] = (char)0xC3; // @code
    lab_switch_to('B');
    view[0] = 1; // @later A changes what B would execute
    lab_switch_to('B');
    return 0;
}
