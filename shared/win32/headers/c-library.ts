import { mathHeader } from './c-math'

/** The headers of C that a program may include, each with what the interpreter runs of it. */
export const cHeaderTexts: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'core',
    text: String.raw`
#define _WIN32 1
#define _WIN64 1
#define WIN32 1
#define WIN64 1
#define _M_X64 100
#define _M_AMD64 100
#define __x86_64__ 1
#define __STDC__ 1
#define __STDC_VERSION__ 201112L
#define VADLAB 1
#define _try __try
#define _except __except
#define _finally __finally
#define _leave __leave
#define NULL ((void *)0)
#define EOF (-1)
#define CHAR_BIT 8
#define SCHAR_MIN (-128)
#define SCHAR_MAX 127
#define UCHAR_MAX 255
#define CHAR_MIN (-128)
#define CHAR_MAX 127
#define SHRT_MIN (-32768)
#define SHRT_MAX 32767
#define USHRT_MAX 65535
#define INT_MIN (-2147483647 - 1)
#define INT_MAX 2147483647
#define UINT_MAX 0xffffffffU
#define LONG_MIN (-2147483647L - 1)
#define LONG_MAX 2147483647L
#define ULONG_MAX 0xffffffffUL
#define LLONG_MIN (-9223372036854775807LL - 1)
#define LLONG_MAX 9223372036854775807LL
#define ULLONG_MAX 0xffffffffffffffffULL
#define INT8_MIN (-128)
#define INT8_MAX 127
#define UINT8_MAX 255
#define INT16_MIN (-32768)
#define INT16_MAX 32767
#define UINT16_MAX 65535
#define INT32_MIN (-2147483647 - 1)
#define INT32_MAX 2147483647
#define UINT32_MAX 0xffffffffU
#define INT64_MIN (-9223372036854775807LL - 1)
#define INT64_MAX 9223372036854775807LL
#define UINT64_MAX 0xffffffffffffffffULL
#define INTPTR_MAX 9223372036854775807LL
#define UINTPTR_MAX 0xffffffffffffffffULL
#define SIZE_MAX 0xffffffffffffffffULL
#define PTRDIFF_MAX 9223372036854775807LL
#define WCHAR_MAX 0xffff
#define RAND_MAX 0x7fff
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define BUFSIZ 512
#define _IONBF 4
#define _IOLBF 0x40
#define _IOFBF 0
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define CLOCKS_PER_SEC 1000
#define DBL_MAX 1.7976931348623157e308
#define DBL_MIN 2.2250738585072014e-308
#define DBL_EPSILON 2.220446049250313e-16
#define FLT_MAX 3.4028234663852886e38f
#define FLT_EPSILON 1.1920928955078125e-7f
#define M_PI 3.14159265358979323846
#define _TRUNCATE ((size_t)-1)
#define MB_CUR_MAX 1
#define DBL_DIG 15
#define DBL_MANT_DIG 53
#define FLT_DIG 6
#define FLT_MIN 1.17549435e-38f
#define LDBL_MAX DBL_MAX
#define LDBL_EPSILON DBL_EPSILON
#define alignas _Alignas
#define alignof _Alignof
#define noreturn _Noreturn
#define PRIdPTR "I64d"
#define PRIi32 "d"
#define PRIi64 "I64d"
#define PRIo64 "I64o"
#define INT64_C(value) value##LL
#define UINT64_C(value) value##ULL
#define offsetof(type, member) ((size_t)&(((type *)0)->member))
#define va_start(ap, last) ((void)(last), (void)((ap) = __lab_more_arguments()))
#define va_arg(ap, type) (*(type *)(((ap) += 8) - 8))
#define va_end(ap) ((void)0)
#define va_copy(to, from) ((void)((to) = (from)))
#define assert(condition) ((condition) ? (void)0 : __lab_assert(#condition, __FILE__, __LINE__))
#define _ASSERT(condition) ((void)0)
#define _ASSERTE(condition) ((void)0)
#define _ASSERT_EXPR(condition, message) ((void)0)
#define _CrtDumpMemoryLeaks() ((int)0)
#define _CrtCheckMemory() ((int)1)
#define _CrtSetDbgFlag(flags) ((int)0)
#define _CrtSetReportMode(type, mode) ((int)0)
#define _CrtSetBreakAlloc(number) ((long)0)
#define _CRTDBG_ALLOC_MEM_DF 1
#define _CRTDBG_CHECK_ALWAYS_DF 4
#define _CRTDBG_LEAK_CHECK_DF 32
#define _CRTDBG_REPORT_FLAG (-1)
#define errno (*_errno())
#define stdin ((FILE *)1)
#define stdout ((FILE *)2)
#define stderr ((FILE *)3)
#define EPERM 1
#define ENOENT 2
#define ENOMEM 12
#define EINVAL 22
#define ERANGE 34
#define PRId32 "d"
#define PRIu32 "u"
#define PRIx32 "x"
#define PRIX32 "X"
#define PRId64 "I64d"
#define PRIu64 "I64u"
#define PRIx64 "I64x"
#define PRIX64 "I64X"
#define PRIxPTR "I64x"
#define PRIXPTR "I64X"
#define PRIuPTR "I64u"
#define static_assert _Static_assert
#define _Alignof(type) __alignof__(type)
#define __alignof(type) __alignof__(type)
typedef unsigned long long size_t;
typedef long long ssize_t;
typedef long long ptrdiff_t;
typedef long long intptr_t;
typedef unsigned long long uintptr_t;
typedef unsigned short wchar_t;
typedef unsigned short wint_t;
typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef short int16_t;
typedef unsigned short uint16_t;
typedef int int32_t;
typedef unsigned int uint32_t;
typedef long long int64_t;
typedef unsigned long long uint64_t;
typedef long long intmax_t;
typedef unsigned long long uintmax_t;
typedef unsigned char uint_least8_t;
typedef unsigned int uint_fast32_t;
typedef char *va_list;
typedef char *__builtin_va_list;
typedef struct _iobuf FILE;
typedef long long time_t;
typedef long clock_t;
typedef int errno_t;
va_list __lab_more_arguments(void);
void __lab_assert(const char *condition, const char *file, int line);
void __debugbreak(void);
unsigned long long __readgsqword(unsigned long offset);
unsigned long __readgsdword(unsigned long offset);
unsigned short __readgsword(unsigned long offset);
unsigned char __readgsbyte(unsigned long offset);
void __writegsqword(unsigned long offset, unsigned long long data);
void __writegsdword(unsigned long offset, unsigned long data);
void __writegsword(unsigned long offset, unsigned short data);
void __writegsbyte(unsigned long offset, unsigned char data);
`
  },
  {
    name: 'stdbool',
    text: String.raw`
#define bool _Bool
#define true 1
#define false 0
`
  },
  {
    name: 'stdio.h',
    text: String.raw`
int printf(const char *format, ...);
int fprintf(FILE *stream, const char *format, ...);
int sprintf(char *buffer, const char *format, ...);
int snprintf(char *buffer, size_t count, const char *format, ...);
int _snprintf(char *buffer, size_t count, const char *format, ...);
int _snprintf_s(char *buffer, size_t size, size_t count, const char *format, ...);
int _vsnprintf_s(char *buffer, size_t size, size_t count, const char *format, va_list arguments);
int _vsnprintf(char *buffer, size_t count, const char *format, va_list arguments);
int vsprintf_s(char *buffer, size_t count, const char *format, va_list arguments);
int fprintf_s(FILE *stream, const char *format, ...);
int sscanf(const char *text, const char *format, ...);
int sscanf_s(const char *text, const char *format, ...);
int scanf(const char *format, ...);
int scanf_s(const char *format, ...);
int fscanf(FILE *stream, const char *format, ...);
char *gets_s(char *buffer, size_t size);
int _fileno(FILE *stream);
int sprintf_s(char *buffer, size_t count, const char *format, ...);
int printf_s(const char *format, ...);
int vprintf(const char *format, va_list arguments);
int vfprintf(FILE *stream, const char *format, va_list arguments);
int vsprintf(char *buffer, const char *format, va_list arguments);
int vsnprintf(char *buffer, size_t count, const char *format, va_list arguments);
int puts(const char *text);
int putchar(int character);
int putc(int character, FILE *stream);
int fputc(int character, FILE *stream);
int fputs(const char *text, FILE *stream);
int fflush(FILE *stream);
int setvbuf(FILE *stream, char *buffer, int mode, size_t size);
void setbuf(FILE *stream, char *buffer);
int getchar(void);
int getc(FILE *stream);
int fgetc(FILE *stream);
char *fgets(char *buffer, int count, FILE *stream);
void perror(const char *text);
size_t fwrite(const void *buffer, size_t size, size_t count, FILE *stream);
`
  },
  {
    name: 'wchar.h',
    text: String.raw`
int wprintf(const wchar_t *format, ...);
int fwprintf(FILE *stream, const wchar_t *format, ...);
int swprintf(wchar_t *buffer, size_t count, const wchar_t *format, ...);
int _snwprintf(wchar_t *buffer, size_t count, const wchar_t *format, ...);
int swprintf_s(wchar_t *buffer, size_t count, const wchar_t *format, ...);
int wprintf_s(const wchar_t *format, ...);
int putwchar(int character);
int _snwprintf_s(wchar_t *buffer, size_t size, size_t count, const wchar_t *format, ...);
int _vsnwprintf_s(wchar_t *buffer, size_t size, size_t count, const wchar_t *format, va_list arguments);
int vswprintf(wchar_t *buffer, size_t count, const wchar_t *format, va_list arguments);
int vwprintf(const wchar_t *format, va_list arguments);
int swscanf(const wchar_t *text, const wchar_t *format, ...);
int swscanf_s(const wchar_t *text, const wchar_t *format, ...);
int wscanf(const wchar_t *format, ...);
wint_t getwchar(void);
wchar_t *fgetws(wchar_t *buffer, int count, FILE *stream);
size_t wcsspn(const wchar_t *text, const wchar_t *set);
size_t wcscspn(const wchar_t *text, const wchar_t *set);
wchar_t *wcspbrk(const wchar_t *text, const wchar_t *set);
wchar_t *wcstok(wchar_t *text, const wchar_t *set, wchar_t **context);
wchar_t *_wcstok(wchar_t *text, const wchar_t *set);
wchar_t *wcstok_s(wchar_t *text, const wchar_t *set, wchar_t **context);
errno_t wcsncpy_s(wchar_t *to, size_t size, const wchar_t *from, size_t count);
errno_t wcsncat_s(wchar_t *to, size_t size, const wchar_t *from, size_t count);
wchar_t *_wcslwr(wchar_t *text);
wchar_t *_wcsupr(wchar_t *text);
wchar_t *_wcsdup(const wchar_t *text);
wchar_t *wcsdup(const wchar_t *text);
double wcstod(const wchar_t *text, wchar_t **end);
int _wtoi(const wchar_t *text);
long _wtol(const wchar_t *text);
long long _wtoi64(const wchar_t *text);
wchar_t *_itow(int value, wchar_t *buffer, int base);
errno_t _itow_s(int value, wchar_t *buffer, size_t size, int base);
int _putws(const wchar_t *text);
int fputws(const wchar_t *text, FILE *stream);
size_t wcslen(const wchar_t *text);
size_t wcsnlen(const wchar_t *text, size_t count);
wchar_t *wcscpy(wchar_t *to, const wchar_t *from);
wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *wcscat(wchar_t *to, const wchar_t *from);
wchar_t *wcsncat(wchar_t *to, const wchar_t *from, size_t count);
errno_t wcscpy_s(wchar_t *to, size_t count, const wchar_t *from);
errno_t wcscat_s(wchar_t *to, size_t count, const wchar_t *from);
int wcscmp(const wchar_t *a, const wchar_t *b);
int wcsncmp(const wchar_t *a, const wchar_t *b, size_t count);
int _wcsicmp(const wchar_t *a, const wchar_t *b);
int _wcsnicmp(const wchar_t *a, const wchar_t *b, size_t count);
wchar_t *wcschr(const wchar_t *text, wchar_t character);
wchar_t *wcsrchr(const wchar_t *text, wchar_t character);
wchar_t *wcsstr(const wchar_t *text, const wchar_t *part);
long wcstol(const wchar_t *text, wchar_t **end, int base);
unsigned long wcstoul(const wchar_t *text, wchar_t **end, int base);
long long wcstoll(const wchar_t *text, wchar_t **end, int base);
unsigned long long wcstoull(const wchar_t *text, wchar_t **end, int base);
wchar_t *wmemset(wchar_t *to, wchar_t character, size_t count);
wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t count);
int wmemcmp(const wchar_t *a, const wchar_t *b, size_t count);
`
  },
  {
    name: 'stdlib.h',
    text: String.raw`
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void free(void *block);
size_t _msize(void *block);
void *_aligned_malloc(size_t size, size_t alignment);
void _aligned_free(void *block);
void exit(int code);
void _exit(int code);
void abort(void);
int abs(int value);
long labs(long value);
long long llabs(long long value);
int rand(void);
void srand(unsigned int seed);
int atoi(const char *text);
long atol(const char *text);
long long atoll(const char *text);
double atof(const char *text);
long strtol(const char *text, char **end, int base);
unsigned long strtoul(const char *text, char **end, int base);
long long strtoll(const char *text, char **end, int base);
unsigned long long strtoull(const char *text, char **end, int base);
long long _strtoi64(const char *text, char **end, int base);
unsigned long long _strtoui64(const char *text, char **end, int base);
double strtod(const char *text, char **end);
float strtof(const char *text, char **end);
long double strtold(const char *text, char **end);
long long _atoi64(const char *text);
char *_ltoa(long value, char *buffer, int base);
char *_i64toa(long long value, char *buffer, int base);
errno_t _itoa_s(int value, char *buffer, size_t size, int base);
size_t mbstowcs(wchar_t *to, const char *from, size_t count);
size_t wcstombs(char *to, const wchar_t *from, size_t count);
void _Exit(int code);
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
typedef struct _div_t { int quot; int rem; } div_t;
typedef struct _lldiv_t { long long quot; long long rem; } lldiv_t;
div_t div(int numerator, int denominator);
lldiv_t lldiv(long long numerator, long long denominator);
#define __max(a, b) (((a) > (b)) ? (a) : (b))
#define __min(a, b) (((a) < (b)) ? (a) : (b))
int system(const char *command);
char *_itoa(int value, char *buffer, int base);
char *itoa(int value, char *buffer, int base);
char *_ultoa(unsigned long value, char *buffer, int base);
char *_ui64toa(unsigned long long value, char *buffer, int base);
`
  },
  {
    name: 'malloc.h',
    text: 'void *_alloca(size_t size);\nvoid *alloca(size_t size);\nint _resetstkoflw(void);'
  },
  {
    name: 'setjmp.h',
    text: String.raw`
typedef struct _SETJMP_FLOAT128 { unsigned long long Part[2]; } SETJMP_FLOAT128;
typedef SETJMP_FLOAT128 _JBTYPE;
typedef struct _JUMP_BUFFER {
  unsigned long long Frame; unsigned long long Rbx; unsigned long long Rsp; unsigned long long Rbp; unsigned long long Rsi;
  unsigned long long Rdi; unsigned long long R12; unsigned long long R13; unsigned long long R14; unsigned long long R15;
  unsigned long long Rip; unsigned long MxCsr; unsigned short FpCsr; unsigned short Spare; SETJMP_FLOAT128 Xmm[10];
} _JUMP_BUFFER;
#define _JBLEN 16
typedef _JBTYPE jmp_buf[_JBLEN];
int setjmp(jmp_buf buffer);
int _setjmp(jmp_buf buffer);
void longjmp(jmp_buf buffer, int value);
`
  },
  {
    name: 'process.h',
    text: String.raw`
unsigned long long _beginthreadex(void *security, unsigned stack_size, unsigned (__stdcall *start_address)(void *), void *arglist, unsigned initflag, unsigned *thrdaddr);
unsigned long long _beginthread(void (__cdecl *start_address)(void *), unsigned stack_size, void *arglist);
void _endthreadex(unsigned retval);
void _endthread(void);
`
  },
  {
    name: 'string.h',
    text: String.raw`
void *memset(void *to, int value, size_t count);
void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
errno_t memcpy_s(void *to, size_t size, const void *from, size_t count);
errno_t memmove_s(void *to, size_t size, const void *from, size_t count);
int memcmp(const void *a, const void *b, size_t count);
void *memchr(const void *from, int value, size_t count);
size_t strlen(const char *text);
size_t strnlen(const char *text, size_t count);
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, size_t count);
char *strcat(char *to, const char *from);
char *strncat(char *to, const char *from, size_t count);
errno_t strcpy_s(char *to, size_t size, const char *from);
errno_t strncpy_s(char *to, size_t size, const char *from, size_t count);
errno_t strcat_s(char *to, size_t size, const char *from);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t count);
int _stricmp(const char *a, const char *b);
int stricmp(const char *a, const char *b);
int _strnicmp(const char *a, const char *b, size_t count);
char *strchr(const char *text, int character);
char *strrchr(const char *text, int character);
char *strstr(const char *text, const char *part);
size_t strspn(const char *text, const char *set);
size_t strcspn(const char *text, const char *set);
char *strtok(char *text, const char *set);
char *strtok_s(char *text, const char *set, char **context);
char *strtok_r(char *text, const char *set, char **context);
errno_t strncat_s(char *to, size_t size, const char *from, size_t count);
int strcoll(const char *a, const char *b);
char *strpbrk(const char *text, const char *set);
char *_strdup(const char *text);
char *strdup(const char *text);
char *strerror(int error);
char *_strlwr(char *text);
char *_strupr(char *text);
char *_strrev(char *text);
`
  },
  {
    name: 'ctype.h',
    text: String.raw`
int isdigit(int character);
int isxdigit(int character);
int isalpha(int character);
int isalnum(int character);
int isspace(int character);
int isupper(int character);
int islower(int character);
int isprint(int character);
int isgraph(int character);
int ispunct(int character);
int iscntrl(int character);
int toupper(int character);
int tolower(int character);
int iswdigit(wint_t character);
int iswalpha(wint_t character);
int iswspace(wint_t character);
int isblank(int character);
int iswupper(wint_t character);
int iswlower(wint_t character);
int iswalnum(wint_t character);
int iswxdigit(wint_t character);
int iswpunct(wint_t character);
int iswprint(wint_t character);
wint_t towupper(wint_t character);
wint_t towlower(wint_t character);
`
  },
  {
    name: 'time.h',
    text: String.raw`
time_t time(time_t *result);
clock_t clock(void);
struct tm { int tm_sec; int tm_min; int tm_hour; int tm_mday; int tm_mon; int tm_year; int tm_wday; int tm_yday; int tm_isdst; };
struct tm *gmtime(const time_t *time);
struct tm *localtime(const time_t *time);
errno_t gmtime_s(struct tm *to, const time_t *time);
errno_t localtime_s(struct tm *to, const time_t *time);
time_t mktime(struct tm *from);
double difftime(time_t later, time_t earlier);
size_t strftime(char *to, size_t size, const char *format, const struct tm *from);
char *asctime(const struct tm *from);
char *ctime(const time_t *time);
`
  },
  { name: 'math.h', text: mathHeader },
  {
    name: 'conio.h',
    text: String.raw`
int _getch(void);
int getch(void);
int _kbhit(void);
int _getche(void);
int _getwch(void);
int _cprintf(const char *format, ...);
`
  },
  { name: 'locale.h', text: '#define LC_ALL 0\nchar *setlocale(int category, const char *locale);\n' },
  {
    name: 'io.h',
    text: 'int _isatty(int file);\nint _setmode(int file, int mode);\n#define _O_U16TEXT 0x20000\n#define _O_U8TEXT 0x40000\n#define _O_TEXT 0x4000\n'
  },
  { name: 'errno.h', text: 'int *_errno(void);' }
]
