/* The column width that glibc, and so ncurses, gives a character. */
#define _GNU_SOURCE 1
#include "CPosix.h"

#include <locale.h>
#include <pthread.h>
#include <wchar.h>

static locale_t utf8;
static void make_locale(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

int cposix_wcwidth(uint32_t scalar) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_locale);
  if (!utf8) return -1;
  locale_t before = uselocale(utf8);
  int width = wcwidth((wchar_t)scalar);
  uselocale(before);
  return width;
}
