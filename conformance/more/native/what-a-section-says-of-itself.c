// FACT: NtQuerySection says whether a file, an image or the paging file stands behind a section and how large it is: a file section by the byte, one of the paging file by the page.
// SOURCE: Microsoft, NtCreateSection (AllocationAttributes), CreateFileMapping (SEC_ attributes); systeminformer, ntmmapi.h (SECTION_BASIC_INFORMATION); wine dlls/kernel32/tests/virtual.c test_MapViewOfFile (NtQuerySection)
#include "lab.h"

struct section { PVOID base; ULONG attributes; LARGE_INTEGER size; };
typedef ULONG(NTAPI *query_t)(HANDLE, int, PVOID, SIZE_T, SIZE_T *);
typedef ULONG(NTAPI *create_t)(HANDLE *, ULONG, PVOID, LARGE_INTEGER *, ULONG, ULONG, HANDLE);

static struct section s;
static char folder[MAX_PATH], path[MAX_PATH];

int main(void)
{
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");
    query_t query = (query_t)(void *)GetProcAddress(ntdll, "NtQuerySection");
    create_t create = (create_t)(void *)GetProcAddress(ntdll, "NtCreateSection");
    HANDLE h, file, none;
    LARGE_INTEGER size;
    SIZE_T n = 9;

    CHECK(query != NULL && create != NULL);
    h = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x1234, NULL);
    CHECK_EQ(query(h, 0, &s, sizeof s, &n), 0);
    CHECK_EQ(n, sizeof s);
    CHECK_EQ(s.size.QuadPart, 0x2000);
    CHECK_EQ(s.attributes, SEC_COMMIT);
    CHECK(s.base == NULL);
    CHECK_EQ(query(h, 0, &s, sizeof s - 1, &n), 0xC0000004);
    TODO_WINE_CHECK_EQ(query(h, 99, &s, sizeof s, &n), 0xC0000003);
    CHECK_EQ(query(NULL, 0, &s, sizeof s, &n), 0xC0000008);
    CHECK_EQ(query(GetCurrentProcess(), 0, &s, sizeof s, &n), 0xC0000024);
    DuplicateHandle(GetCurrentProcess(), h, GetCurrentProcess(), &none, SECTION_MAP_READ & ~SECTION_QUERY, FALSE, 0);
    CHECK_EQ(query(none, 0, &s, sizeof s, &n), 0xC0000022);
    CloseHandle(none);
    CloseHandle(h);
    h = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0, 0x10000, NULL);
    CHECK_EQ(query(h, 0, &s, sizeof s, NULL), 0);
    CHECK_EQ(s.attributes, SEC_RESERVE);
    CHECK_EQ(s.size.QuadPart, 0x10000);
    CloseHandle(h);

    GetTempPathA(sizeof folder, folder);
    GetTempFileNameA(folder, "vad", 0, path);
    file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    SetFilePointer(file, 0x1234, NULL, FILE_BEGIN);
    SetEndOfFile(file);
    h = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
    CHECK_EQ(query(h, 0, &s, sizeof s, NULL), 0);
    CHECK_EQ(s.size.QuadPart, 0x1234);
    CHECK_EQ(s.attributes & 0x800000, 0x800000);
    CHECK_EQ(s.attributes & SEC_IMAGE, 0);
    CloseHandle(h);
    size.QuadPart = 0x2001;
    CHECK_EQ(create(&h, SECTION_ALL_ACCESS, NULL, &size, PAGE_READWRITE, SEC_COMMIT, file), 0);
    CHECK_EQ(query(h, 0, &s, sizeof s, NULL), 0);
    CHECK_EQ(s.size.QuadPart, 0x2001);
    CHECK_EQ(GetFileSize(file, NULL), 0x2001);
    CloseHandle(h);
    CHECK_EQ(create(&h, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READONLY, SEC_COMMIT, file), 0);
    CHECK_EQ(query(h, 0, &s, sizeof s, NULL), 0);
    CHECK_EQ(s.size.QuadPart, 0x2001);
    CloseHandle(h);
    CloseHandle(file);

    GetModuleFileNameA(ntdll, path, sizeof path);
    file = CreateFileA(path, GENERIC_READ | GENERIC_EXECUTE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    CHECK_EQ(create(&h, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READONLY, SEC_IMAGE, file), 0);
    CHECK_EQ(query(h, 0, &s, sizeof s, NULL), 0);
    CHECK_EQ(s.attributes & (SEC_IMAGE | 0x800000), SEC_IMAGE | 0x800000);
    CloseHandle(h);
    CloseHandle(file);
    return 0;
}
