/** lab.h as the interpreter has it: the macros are the compiled header's, letter for letter; the functions are built in. */
export const labHeaderText = String.raw`
#define CHECK(c) lab_report(!!(c), 0, __LINE__, #c)
#define CHECK_EQ(a, b) lab_report_eq((unsigned long long)(a), (unsigned long long)(b), 0, __LINE__, #a " == " #b)
#define TODO_WINE_CHECK(c) lab_report(!!(c), 1, __LINE__, #c)
#define TODO_WINE_CHECK_EQ(a, b) lab_report_eq((unsigned long long)(a), (unsigned long long)(b), 1, __LINE__, #a " == " #b)
#define probe_read(p) lab_probe((p), 0, 0)
#define probe_write(p, v) lab_probe((p), 1, (BYTE)(v))
#define probe_execute(p) lab_probe((p), 2, 0)
void lab_report(int holds, int todo, int line, const char *text);
void lab_report_eq(unsigned long long got, unsigned long long want, int todo, int line, const char *text);
DWORD lab_probe(const volatile void *p, int how, BYTE value);
void lab_switch_to(char to);
HANDLE lab_process(char which);
void lab_post(int slot, ULONGLONG value);
ULONGLONG lab_fetch(int slot);
`
