/** time.h and div in C, each behind what it needs: struct tm counted from 1970, without time zones and leap seconds. */
export const timeTexts: Readonly<Record<string, string>> = {
  __lab_days: String.raw`
static long long __lab_days(long long year, int month)
{
  long long y, era, day;
  year += month / 12;
  month %= 12;
  if (month < 0) { month += 12; year--; }
  y = month < 2 ? year - 1 : year;
  era = (y >= 0 ? y : y - 399) / 400;
  day = (153 * (month + (month > 1 ? -2 : 10)) + 2) / 5;
  return era * 146097 + (y - era * 400) * 365 + (y - era * 400) / 4 - (y - era * 400) / 100 + day - 719468;
}`,
  gmtime_s: String.raw`
int gmtime_s(struct tm *to, const long long *time)
{
  long long days = *time / 86400, rest = *time % 86400, year;
  if (rest < 0) { rest += 86400; days--; }
  to->tm_hour = (int)(rest / 3600);
  to->tm_min = (int)(rest / 60 % 60);
  to->tm_sec = (int)(rest % 60);
  to->tm_wday = (int)(((days + 4) % 7 + 7) % 7);
  year = 1970 + days / 366;
  while (__lab_days(year + 1, 0) <= days) year++;
  while (__lab_days(year, 0) > days) year--;
  to->tm_year = (int)(year - 1900);
  to->tm_yday = (int)(days - __lab_days(year, 0));
  to->tm_mon = 11;
  while (__lab_days(year, to->tm_mon) > days) to->tm_mon--;
  to->tm_mday = (int)(days - __lab_days(year, to->tm_mon)) + 1;
  to->tm_isdst = 0;
  return 0;
}`,
  localtime_s: String.raw`
int localtime_s(struct tm *to, const long long *time) { return gmtime_s(to, time); }`,
  gmtime: String.raw`
struct tm *gmtime(const long long *time)
{
  static struct tm result;
  gmtime_s(&result, time);
  return &result;
}`,
  localtime: String.raw`
struct tm *localtime(const long long *time) { return gmtime(time); }`,
  mktime: String.raw`
long long mktime(struct tm *from)
{
  long long days = __lab_days(from->tm_year + 1900LL, from->tm_mon) + from->tm_mday - 1;
  long long result = days * 86400 + from->tm_hour * 3600LL + from->tm_min * 60LL + from->tm_sec;
  gmtime_s(from, &result);
  return result;
}`,
  strftime: String.raw`
unsigned long long strftime(char *to, unsigned long long size, const char *format, const struct tm *from)
{
  static const char *days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
  static const char *months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
                                  "September", "October", "November", "December" };
  unsigned long long used = 0;
  char piece[64];
  for (; *format; format++) {
    int n = 0, hour = from->tm_hour % 12 ? from->tm_hour % 12 : 12;
    if (*format != '%') { piece[0] = *format; n = 1; }
    else switch (*++format) {
      case 'a': n = sprintf(piece, "%.3s", days[from->tm_wday]); break;
      case 'A': n = sprintf(piece, "%s", days[from->tm_wday]); break;
      case 'b': n = sprintf(piece, "%.3s", months[from->tm_mon]); break;
      case 'B': n = sprintf(piece, "%s", months[from->tm_mon]); break;
      case 'd': n = sprintf(piece, "%02d", from->tm_mday); break;
      case 'H': n = sprintf(piece, "%02d", from->tm_hour); break;
      case 'I': n = sprintf(piece, "%02d", hour); break;
      case 'j': n = sprintf(piece, "%03d", from->tm_yday + 1); break;
      case 'm': n = sprintf(piece, "%02d", from->tm_mon + 1); break;
      case 'M': n = sprintf(piece, "%02d", from->tm_min); break;
      case 'p': n = sprintf(piece, "%s", from->tm_hour < 12 ? "AM" : "PM"); break;
      case 'S': n = sprintf(piece, "%02d", from->tm_sec); break;
      case 'w': n = sprintf(piece, "%d", from->tm_wday); break;
      case 'y': n = sprintf(piece, "%02d", from->tm_year % 100); break;
      case 'Y': n = sprintf(piece, "%d", from->tm_year + 1900); break;
      case 'F': n = sprintf(piece, "%d-%02d-%02d", from->tm_year + 1900, from->tm_mon + 1, from->tm_mday); break;
      case 'T': n = sprintf(piece, "%02d:%02d:%02d", from->tm_hour, from->tm_min, from->tm_sec); break;
      case '%': piece[0] = '%'; n = 1; break;
      default: return 0;
    }
    if (used + n >= size) return 0;
    for (int i = 0; i < n; i++) to[used++] = piece[i];
  }
  to[used] = 0;
  return used;
}`,
  asctime: String.raw`
char *asctime(const struct tm *from)
{
  static char text[32];
  strftime(text, sizeof text, "%a %b %d %H:%M:%S %Y\n", from);
  return text;
}`,
  ctime: String.raw`
char *ctime(const long long *time) { return asctime(gmtime(time)); }`,
  difftime: String.raw`
double difftime(long long later, long long earlier) { return (double)(later - earlier); }`,
  div: String.raw`
div_t div(int numerator, int denominator)
{
  div_t result = { numerator / denominator, numerator % denominator };
  return result;
}`,
  lldiv: String.raw`
lldiv_t lldiv(long long numerator, long long denominator)
{
  lldiv_t result = { numerator / denominator, numerator % denominator };
  return result;
}`
}
