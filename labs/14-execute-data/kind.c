// Three access violations with one code. What kind of access it was stands beside the code.
#include "lab.h"

static ULONG_PTR kind, place;
static const char *verdict;
static char verdicts[3][16];

/* Looks at the exception while it is being handled, and says that the handler below is to take it. */
static int note(EXCEPTION_POINTERS *e)
{
    EXCEPTION_RECORD *record = e->ExceptionRecord;
    kind = record->ExceptionInformation[0];
    place = record->ExceptionInformation[1];

    verdict = kind == 1 ? "write" : "read"; // @verdict
    return EXCEPTION_EXECUTE_HANDLER;
}

int main(void)
{
    volatile char *none = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_NOACCESS);
    char *data = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    data[0] = (char)0xC3; /* ret */

    __try {
        none[0] = 1;
    } __except (note(GetExceptionInformation())) {
        strcpy(verdicts[0], verdict); // @written
    }
    __try {
        char c = none[0];
        none[1] = c;
    } __except (note(GetExceptionInformation())) {
        strcpy(verdicts[1], verdict); // @read
    }
    __try {
        ((void (*)(void))data)();
    } __except (note(GetExceptionInformation())) {
        strcpy(verdicts[2], verdict); // @called
    }
    printf("%s, %s, %s\n", verdicts[0], verdicts[1], verdicts[2]); // @done
    return 0;
}
