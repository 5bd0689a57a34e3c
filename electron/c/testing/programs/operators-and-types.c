#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <limits.h>
#include <stddef.h>
typedef struct { char a; int b; short c; double d; char e[3]; } S1;
typedef struct { unsigned a:3, b:5; int c:10; unsigned long long d:40; char e; } BF;
union U { int i; float f; unsigned char b[8]; double d; };
struct Node { int v; struct Node *next; };
enum Color { RED, GREEN = 5, BLUE };
static int counter(void) { static int n = 10; return n++; }
static int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }
static S1 make(int x) { S1 s = { 'x', x, (short)(x * 2), x / 2.0, "ab" }; return s; }
static int sum(S1 s) { s.b += 1; return s.b + s.c; }
static int apply(int (*f)(int), int x) { return f(x); }
int g1 = 5, garr[4] = { 1, 2, [3] = 9 };
const char *names[] = { "zero", "one", "two" };
S1 gs = { .b = 7, .d = 2.5, .e = { 'q' } };
int matrix[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
int flat[2][3] = { 1, 2, 3, 4 };
int main(void) {
  int i, j; unsigned u = 0xFFFFFFFF; long long ll = -1; unsigned long long ull = ~0ULL;
  printf("%d %d %d %d %d\n", (int)sizeof(S1), (int)sizeof(BF), (int)sizeof(union U), (int)offsetof(S1, d), (int)offsetof(S1, e));
  printf("%d %u %lld %llu\n", -7 / 2, u / 2, ll / 2, ull / 3);
  printf("%d %d %lld %llu\n", -7 % 3, 7 % -3, -7LL % 3, ull % 10);
  printf("%d %u %lld %llx\n", -8 >> 1, u >> 28, ll >> 3, ull >> 4);
  printf("%x %llx %llx\n", 1 << 31, 1ULL << 63, 0x123456789ABCDEFULL << 8);
  printf("%d %d %d\n", -1 < 1u, (unsigned char)200 < 201, (signed char)200 < 0);
  printf("%llu %lld %llx\n", ull * 3, ll * 1000000007LL * 1000000007LL * 12345, 0xDEADBEEFCAFEBABEULL * 0x1234567ULL);
  printf("%d %d\n", INT_MAX + (int)u, (int)(INT_MIN - (long long)1));
  printf("%llx %llx %llx %llx\n", 0xF0F0F0F0F0F0F0F0ULL & 0xFF00FF00FF00FF00ULL, 0xF0F0ULL | (1ULL << 60), ull ^ 0xFFFF, ~0x0FULL);
  for (i = 0, j = 10; i < j; i += 3, j--) printf("%d-%d ", i, j);
  printf("\n");
  while (i --> 0) { if (i == 5) continue; if (i == 2) break; printf("%d ", i); }
  do { i++; } while (i < 5);
  printf("%d\n", i);
  switch (i) { case 1: printf("one\n"); case 5: printf("five\n"); case 6: printf("six\n"); break; default: printf("none\n"); }
  for (i = 0; i < 3; i++) printf("%s %d %d;", names[i], counter(), garr[i + 1]);
  printf("\n%d %d\n", fact(10), apply(fact, 5));
  S1 s = make(21); S1 t; t = s; t.b++;
  printf("%c %d %d %.2f %s %d %d\n", s.a, s.b, s.c, s.d, s.e, t.b, sum(s));
  printf("%d %f %c %d\n", gs.b, gs.d, gs.e[0], gs.a);
  printf("%d %d %d %d\n", matrix[1][2], flat[1][0], flat[1][1], (int)(sizeof matrix / sizeof matrix[0]));
  BF b; memset(&b, 0, sizeof b); b.a = 9; b.b = 31; b.c = -3; b.d = 0xFFFFFFFFFFULL; b.d++; b.c += 2;
  printf("%d %d %d %llu\n", b.a, b.b, b.c, (unsigned long long)b.d);
  union U un; un.d = 0; un.f = 1.0f; printf("%x %d\n", un.i, un.b[3]);
  struct Node n3 = { 3, NULL }, n2 = { 2, &n3 }, n1 = { 1, &n2 };
  for (struct Node *p = &n1; p; p = p->next) printf("%d ", p->v);
  printf("%d %d %d\n", RED, GREEN, BLUE);
  int arr[] = { 5, 4, 3, 2, 1 }; int *p = arr, *q = &arr[4];
  printf("%d %d %d %d\n", (int)(q - p), *p++, *++p, p[-1]);
  p = arr; *p++ = 50; (*p)++; printf("%d %d %d\n", arr[0], arr[1], (int)(p - arr));
  char str[20] = "hello"; str[0] -= 32; strcat(str, " world"); printf("%s %d %c\n", str, (int)strlen(str), *(str + 4));
  float f = 0.1f; double d = 0.1; printf("%.10f %.10f %d %d %u\n", f, d, (int)3.99, (int)-3.99, (unsigned)3e9);
  printf("%f %f\n", 7 / 2 * 1.0, 7 / 2.0f);
  short sh = (short)70000; unsigned char uc = 300 & 0xFFF; sh += 1; uc += 250; printf("%d %d\n", sh, uc);
  int x = 5; x <<= 2; x |= 1; x ^= 0xF; x &= ~2; x %= 7; printf("%d %d\n", x, x ? 10 : 20);
  printf("%d %d\n", (1, 2, 3), !x || (x && !0));
  goto end; printf("skipped\n");
end:
  printf("%s:%d %s\n", __func__, __LINE__, "a" "b" "c\x41\101");
  int *cl = (int[]){ 7, 8, 9 }; printf("%d\n", cl[2]);
  printf("%d\n", ((S1){ .b = 4 }).b);
  long l = 0x7FFFFFFF; l++; printf("%ld\n", l);
  unsigned long ul = 0; ul--; printf("%lu\n", ul);
  size_t sz = 5; printf("%d\n", sz - 6 > 0);
  int64_t big = INT64_MIN; printf("%lld %lld\n", (long long)big, (long long)-(big + 1));
  uint64_t h = 14695981039346656037ULL; for (const char *c = "hash me"; *c; c++) { h ^= (unsigned char)*c; h *= 1099511628211ULL; } printf("%llx\n", (unsigned long long)h);
  double dd = 1e18; printf("%lld %llu\n", (long long)dd, (unsigned long long)1.5e19);
  printf("%f\n", (double)0xFFFFFFFFFFFFFFFFULL);
  printf("%g\n", (float)16777217);
  void *vp = &x; printf("%d\n", *(int *)vp);
  char (*pa)[20] = &str; printf("%c %d\n", (*pa)[1], (int)sizeof *pa);
  int (*fns[2])(int) = { fact, fact }; printf("%d\n", fns[1](4));
  return 0;
}
