#include "lab.h"
#define SQ(x) ((x) * (x))
#define CAT(a, b) a##b
#define STR(x) #x
#define XSTR(x) STR(x)
#define LOG(fmt, ...) printf(fmt, ##__VA_ARGS__)
#define VALUE 42
#define ADD(a, b) (a + b)
#if VALUE > 40 && defined(VALUE) && !defined(NOPE)
#define BRANCH "taken"
#elif 1
#define BRANCH "elif"
#else
#define BRANCH "else"
#endif
#ifdef _WIN64
#define BITS 64
#else
#define BITS 32
#endif
int CAT(var, 1) = 3;
static int va_sum(int n, ...) { va_list ap; int s = 0; va_start(ap, n); while (n--) s += va_arg(ap, int); va_end(ap); return s; }
static double va_mix(int n, ...) { va_list ap; double s = 0; va_start(ap, n); for (int i = 0; i < n; i++) { s += va_arg(ap, double); s += va_arg(ap, int); } va_end(ap); return s; }
static void out(const char *f, ...) { va_list ap; va_start(ap, f); vprintf(f, ap); va_end(ap); }
int main(void) {
  int a = 3, *p = &a;
  CHECK(a == 3);
  CHECK( a  ==   3 /* c */ && "x\n" );
  CHECK_EQ(a, VALUE - 39);
  CHECK_EQ(a,
           4);
  TODO_WINE_CHECK(a == 4);
  TODO_WINE_CHECK_EQ(-1, a);
  CHECK_EQ(*p , SQ( a + 1 ) - 13);
  CHECK_EQ(sizeof(MEMORY_BASIC_INFORMATION), 48);
  CHECK_EQ('\\', "\\"[0]);
  CHECK(strcmp("a\"b", "a\"b") == 0);
  LOG("no args\n"); LOG("%d %s\n", 5, BRANCH);
  printf("%s %s %s %d\n", STR(a + b), XSTR(VALUE), XSTR(ADD(1,2)), BITS);
  printf("%d %d %s\n", var1, SQ(SQ(2)), STR("q\t" 'c' \n));
  printf("%d %.1f\n", va_sum(4, 1, 2, 3, 4), va_mix(2, 1.5, 2, 2.5, 3));
  out("%d %s %.2f\n", 1, "two", 3.0);
  printf("%d\n", __LINE__
  );
  CHECK_EQ(probe_read(NULL), EXCEPTION_ACCESS_VIOLATION);
  CHECK_EQ(probe_write(p, 7), 0);
  printf("%d\n", a);
  return 0;
}
