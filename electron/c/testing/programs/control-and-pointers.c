#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef int (*Op)(int, int);
typedef struct Tree { struct Tree *left, *right; int key; } Tree;
typedef struct { int n; union { struct { short lo, hi; }; int whole; }; } Mixed;
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static Op pick(char c) { return c == '+' ? add : sub; }
static Tree *insert(Tree *t, int key) {
  if (!t) { t = calloc(1, sizeof *t); t->key = key; }
  else if (key < t->key) t->left = insert(t->left, key);
  else t->right = insert(t->right, key);
  return t;
}
static void walk(const Tree *t, void (*visit)(int)) { if (t) { walk(t->left, visit); visit(t->key); walk(t->right, visit); } }
static int total;
static void note(int k) { total = total * 3 + k; printf("%d ", k); }
static unsigned crc(const unsigned char *p, size_t n) {
  unsigned c = ~0u;
  while (n--) { c ^= *p++; for (int k = 0; k < 8; k++) c = c & 1 ? (c >> 1) ^ 0xEDB88320u : c >> 1; }
  return ~c;
}
static void sort(int *a, int n) { for (int i = 1; i < n; i++) { int v = a[i], j = i; while (j && a[j - 1] > v) { a[j] = a[j - 1]; j--; } a[j] = v; } }
static int is_odd(int n);
static int is_even(int n) { return n == 0 ? 1 : is_odd(n - 1); }
static int is_odd(int n) { return n == 0 ? 0 : is_even(n - 1); }
static int classify(unsigned n) {
  switch (n) {
  case 0: return 0;
  case 1: case 2: n += 10; /* falls through */
  case 0x80000000: n++; break;
  default: { int k = (int)n; if (k < 0) return -1; n = k * 2; }
  }
  return (int)n;
}
static const struct { const char *name; int values[3]; } table[] = { { "first", { 1, 2, 3 } }, { "second", { 4 } }, [3] = { .values = { [1] = 8 } } };
int main(void) {
  Tree *root = NULL; int keys[] = { 50, 20, 70, 10, 30, 60, 90 };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) root = insert(root, keys[i]);
  walk(root, note); printf("%d\n", total);
  printf("%d %d %d\n", pick('+')(5, 3), pick('-')(5, 3), (*pick('+'))(1, 1));
  printf("%08x %08x\n", crc((const unsigned char *)"123456789", 9), crc((const unsigned char *)"", 0));
  sort(keys, 7); for (int i = 0; i < 7; i++) printf("%d%c", keys[i], i < 6 ? ',' : '\n');
  printf("%d %d\n", is_even(100), is_odd(7));
  printf("%d %d %d %d %d %d\n", classify(0), classify(1), classify(2), classify(7), classify(0x80000000), classify(0x90000000));
  for (int i = 0; i < 4; i++) printf("%s %d %d %d|", table[i].name ? table[i].name : "-", table[i].values[0], table[i].values[1], table[i].values[2]);
  printf("\n");
  Mixed m = { 1, { { 2, 3 } } }; m.hi++; printf("%d %x %d\n", m.n, m.whole, (int)sizeof m);
  Mixed copy[2] = { m, { .whole = 0x10002 } }; copy[0].n = 9; printf("%d %d %d %d\n", m.n, copy[0].n, copy[1].lo, copy[1].hi);
  int grid[3][4], *flat = &grid[0][0]; for (int i = 0; i < 12; i++) flat[i] = i * i; printf("%d %d %d\n", grid[1][2], (*(grid + 2))[3], *(*(grid + 1) + 1));
  char text[] = "one,two,three", *at = text; int parts = 0;
  for (char *c; (c = strchr(at, ',')) != NULL; at = c + 1) { *c = 0; printf("[%s]", at); parts++; }
  printf("[%s] %d\n", at, parts);
  int i = 0, n = 0; outer: for (; i < 5; i++) for (int j = 0; j < 5; j++) { if (j == 3) { i++; goto outer; } if (i == 4) goto done; n += i * j; } done: printf("%d %d\n", i, n);
  long long fib[60] = { 0, 1 }; for (int k = 2; k < 60; k++) fib[k] = fib[k - 1] + fib[k - 2]; printf("%lld\n", fib[59]);
  unsigned long long x = 88172645463325252ULL; for (int k = 0; k < 5; k++) { x ^= x << 13; x ^= x >> 7; x ^= x << 17; } printf("%llu\n", x);
  double e = 1, term = 1; for (int k = 1; k < 20; k++) e += term /= k; printf("%.12f\n", e);
  int a = 1, b = 2; a ^= b, b ^= a, a ^= b; printf("%d %d %d\n", a, b, a > b ? a : b);
  unsigned char bytes[4] = { 0x78, 0x56, 0x34, 0x12 }; printf("%x\n", *(unsigned *)bytes);
  int *pi = &keys[3]; printf("%d %d %d %d\n", *pi++, *pi, pi[-2], (int)(pi - keys));
  const char *p = "abc"; while (*p) putchar(*p++ + 1); putchar('\n');
  printf("%d %d %d\n", (char)0x80, (unsigned char)-1, (short)0xFFFF8000);
  printf("%d\n", sizeof(int[3]) == 12 && sizeof "abc" == 4 && sizeof(char *) == 8 && sizeof(long) == 4 && sizeof L"ab" == 6);
  return total & 0xFF;
}
