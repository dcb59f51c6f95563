/* What a frame needs that is sent past ncurses: what the terminal understands, and its bytes. */
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include "Shared.h"

#include <curses.h>
#include <stdio.h>
#include <string.h>
#include <term.h>

static int is_sent_past;

/* Whether a capability is one of these, padding left out; absent counts as well when it may. */
static int is_one_of(const char *name, const char *const *forms, int may_be_absent) {
  const char *value = tigetstr((char *)name);
  if (!value || value == (char *)-1) return may_be_absent;
  const char *padding = strstr(value, "$<");
  size_t length = padding ? (size_t)(padding - value) : strlen(value);
  for (; *forms; forms++) {
    if (strlen(*forms) == length && memcmp(*forms, value, length) == 0) return 1;
  }
  return 0;
}

static const struct { const char *name, *code; uint16_t bit; int video; } attributes[] = {
  {"bold", "\033[1m", cnc_bold, 5},       {"dim", "\033[2m", cnc_dim, 4},
  {"sitm", "\033[3m", cnc_italic, 15},    {"smul", "\033[4m", cnc_underline, 1},
  {"rev", "\033[7m", cnc_reverse, 2},
};
enum { attribute_count = sizeof attributes / sizeof *attributes };

static int has(const char *name) {
  const char *value = tigetstr((char *)name);
  return value && value != (char *)-1;
}

uint16_t cnc_attributes(int with_colors) {
  /* terminfo(5), ncv: bits of the attributes that do not go together with colours. */
  int excluded = with_colors ? tigetnum("ncv") : 0;
  uint16_t bits = 0;
  for (int i = 0; i < attribute_count; i++) {
    int is_excluded = excluded > 0 && excluded >> attributes[i].video & 1;
    if (has(attributes[i].name) && !is_excluded) bits |= attributes[i].bit;
  }
  return bits;
}

size_t cnc_color_parameters(int color, int is_background, char *buffer, size_t size) {
  if (cnc_colors() == 0) return 0;
  if (color < 0) return (size_t)snprintf(buffer, size, is_background ? "49" : "39");
  const char *set = tigetstr(is_background ? "setab" : "setaf");
  if (!set || set == (char *)-1) return 0;
  const char *made = tiparm(set, color);
  size_t length = made ? strlen(made) : 0;
  /* What stands between ESC [ and m. */
  if (length < 4 || length - 3 > size || memcmp(made, "\033[", 2) || made[length - 1] != 'm') return 0;
  memcpy(buffer, made + 2, length - 3);
  return length - 3;
}

int cnc_reads_standard_sequences(void) {
  static const char *const places[] = {"\033[%i%p1%d;%p2%dH", NULL};
  static const char *const clears[] = {"\033[H\033[2J", "\033[H\033[J", NULL};
  static const char *const rights[] = {"\033[%p1%dC", NULL};
  static const char *const plains[] = {
    "\033(B\033[m", "\033[m\017", "\033[m\033(B", "\033[m", "\033[0m", "\033[0;10m", NULL};
  static const char *const own_colors[] = {"\033[39;49m", NULL};
  char text[32];
  if (!is_one_of("cup", places, 0) || !is_one_of("clear", clears, 0)) return 0;
  if (!is_one_of("cuf", rights, 0) || !is_one_of("sgr0", plains, 1)) return 0;
  if (tigetflag("am") != 1 || tigetflag("xenl") != 1 || tigetnum("xmc") > 0) return 0;
  for (int i = 0; i < attribute_count; i++) {
    const char *const forms[] = {attributes[i].code, NULL};
    if (!is_one_of(attributes[i].name, forms, 1)) return 0;
  }
  if (cnc_colors() == 0) return 1;
  if (!is_one_of("op", own_colors, 0)) return 0;
  return cnc_color_parameters(1, 0, text, sizeof text) && cnc_color_parameters(1, 1, text, sizeof text);
}

int cnc_can_erase(void) {
  static const char *const cells[] = {"\033[%p1%dX", NULL}, *const line[] = {"\033[K", NULL};
  return tigetflag("bce") == 1 && is_one_of("ech", cells, 0) && is_one_of("el", line, 0);
}

void cnc_begin(void) {
  if (isendwin()) refresh();
}

void cnc_send(const uint8_t *bytes, size_t count) {
  is_sent_past = 1;
  cnc_write((const char *)bytes, count);
}

void cnc_settle(void) {
  static const char plain[] = "\033[0m\033[H";
  if (is_sent_past) cnc_write(plain, sizeof plain - 1);
  is_sent_past = 0;
}

size_t cnc_cursor_bytes(int is_visible, uint8_t *buffer, size_t size) {
  const char *value = tigetstr(is_visible ? "cnorm" : "civis");
  size_t length = value && value != (char *)-1 ? strlen(value) : 0;
  if (length > size) return 0;
  memcpy(buffer, value, length);
  return length;
}
