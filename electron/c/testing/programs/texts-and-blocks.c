#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
int main(void) {
  char b[64]; wchar_t w[32]; char *e;
  strcpy(b, "abcdef"); memmove(b + 2, b, 4); b[6] = 0; printf("%s\n", b);
  strncpy(b, "xy", 5); printf("%d %d %d\n", b[1], b[2], b[4]);
  strncat(b, "12345", 3); printf("%s %d %d\n", b, strcmp("a", "b"), strncmp("abc", "abd", 2));
  printf("%d %s %s %s\n", _stricmp("HeLLo", "hEllO"), strchr("hello", 'l'), strrchr("hello", 'l'), strstr("hello world", "o w"));
  printf("%ld %lu %llx %d %ld\n", strtol("  -0x1fz", &e, 0), strtoul("4294967295", NULL, 10), strtoull("ffffffffffffffff", NULL, 16), atoi(" 42abc"), strtol("99999999999", NULL, 10));
  printf("[%s]\n", e);
  wcscpy(w, L"wide"); wcscat(w, L" text"); printf("%d %ls %d\n", (int)wcslen(w), w, wcscmp(L"a", L"a"));
  ZeroMemory(b, sizeof b); FillMemory(b, 3, 'z'); printf("%s %d\n", b, memcmp("abc", "abd", 3));
  CopyMemory(b + 1, "QQ", 2); printf("%s %p\n", b, memchr(b, 'x', 10));
  int *m = malloc(40); for (int i = 0; i < 10; i++) m[i] = i * i; m = realloc(m, 80); printf("%d\n", m[9]); free(m);
  printf("%d %d %d %d\n", abs(-5), (int)strspn("aabbc", "ab"), (int)strcspn("hello", "l"), sprintf(b, "%d-%s", 5, "x"));
  srand(1); printf("%d ", rand()); printf("%d ", rand()); printf("%d\n", rand());
  puts("puts"); putchar('c'); putchar('\n'); fprintf(stdout, "to stdout\n"); fprintf(stderr, "to stderr\n");
  LARGE_INTEGER li; li.QuadPart = 0x123456789LL; printf("%lx %lx\n", li.HighPart, li.LowPart);
  printf("%d %d %d\n", (int)sizeof(SYSTEM_INFO), (int)sizeof(MEMORYSTATUSEX), (int)sizeof(IMAGE_NT_HEADERS64));
  printf("%d %d %d %d\n", (int)sizeof(PROCESS_HEAP_ENTRY), (int)sizeof(EXCEPTION_RECORD), (int)sizeof(OVERLAPPED), (int)sizeof(STARTUPINFOA));
  printf("%d %d %d\n", isdigit('5') != 0, toupper('a'), isalpha('1'));
  printf("%d %d\n", (int)MAKELONG(1, 2), HIWORD(0x12345678));
  printf("%s\n", INVALID_HANDLE_VALUE == (HANDLE)-1 ? "same" : "other");
  exit(7);
}
