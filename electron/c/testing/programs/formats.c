#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>
int main(void){
 printf("[%zu] [%llu] [%I64x] [%lu] [%hhx] [%hd]\n", (size_t)123456789012ULL, 1ULL<<63, 0x123456789abcULL, 4000000000UL, 0x1ff, 70000);
 printf("[%f] [%e] [%g] [%g] [%G] [%.0f] [%10.3f] [%-10.2e]\n", 3.14159, 12345.678, 0.0001, 1e20, 1e-10, 2.5, 2.71828, 0.000123);
 printf("[%5d] [%-5d] [%05d] [%+d] [% d] [%x] [%#x] [%#X] [%08X] [%#010x] [%o] [%#o]\n", 42,42,42,42,42,255,255,255,255,255,8,8);
 printf("[%s] [%10s] [%-10s] [%.3s] [%.*s] [%*d] [%c] [%5c]\n","hello","hi","hi","abcdef",2,"xyz",6,7,'A','B');
 printf("[%S] [%ls] [%hs] [%lc] [%C]\n", L"wide", L"wide2", "narrow", L'x', L'y');
 printf("[%%] [%.5d] [%8.3d] [%u] [%i] [%lld] [%lli] [%s] \n", 42, 7, -1, -5, -5LL, 9223372036854775807LL, (char*)NULL);
 printf("[%I32d] [%Iu] [%td] [%jd] [%llX]\n", 5, (size_t)77, (ptrdiff_t)-3, (long long)9, 0xABCDEF0123ULL);
 printf("[%f] [%f] [%e] [%g]\n", 1.0/0.0*1, -1e308*10, 0.0, 100000.0);
 printf("[%g] [%g] [%g] [%#g] [%.3g]\n", 1000000.0, 123456789.0, 1.5, 1.0, 1234.5);
 printf("%x %d\n", (void*)0x7ff612345678, (void*)0xffffffff);
 wprintf(L"[%s] [%S] [%d] [%ls] [%hs]\n", L"w", "n", 5, L"l","h");
 char b[10]; int n=snprintf(b,5,"%s","abcdefgh"); printf("%d %s\n",n,b); 
 n=_snprintf(b,5,"%s","abcdefgh"); printf("%d %.5s\n",n,b);
 n=_snprintf(b,8,"%s","abcdefgh"); printf("%d %.8s\n",n,b);
 printf("%d %d %d\n", rand(), rand(), rand()); srand(42); printf("%d %d\n", rand(), rand());
 printf("[%+.2f] [%+5d] [%-+5d|] [%+x] [%.0e]\n", 1.005, 3, 3, 5, 15.0);
 printf("[%lf]\n", 1.5);
 printf("%d\n", printf("abc\n"));
 return 0;}
