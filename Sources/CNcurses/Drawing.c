/* Rows of cells to ncurses, colour pairs, and what stands for characters where text is not
   UTF-8: lines by the terminal's own line set, the rest in ASCII. */
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include "Shared.h"

#include <curses.h>
#include <string.h>
#include <term.h>

static int is_colorless;
static int pairs_taken;
void cnc_set_colorless(void) { is_colorless = 1; }

int cnc_colors(void) { return is_colorless ? 0 : COLORS; }
int cnc_has_direct_colors(void) { return !is_colorless && tigetflag("RGB") == 1; }

int cnc_pair(int foreground, int background) {
  if (is_colorless || (foreground < 0 && background < 0)) return 0;
  int pair = find_pair(foreground, background);
  if (pair >= 0) return pair;
  /* Beyond its table alloc_pair would take a pair that is on the screen. */
  if (pairs_taken >= COLOR_PAIRS - 1) return background < 0 ? 0 : cnc_pair(foreground, -1);
  pair = alloc_pair(foreground, background);
  if (pair < 0) return 0;
  pairs_taken++;
  return pair;
}

static attr_t attributes_of(uint16_t bits) {
  attr_t result = A_NORMAL;
  if (bits & cnc_bold) result |= A_BOLD;
  if (bits & cnc_dim) result |= A_DIM;
  if (bits & cnc_italic) result |= A_ITALIC;
  if (bits & cnc_underline) result |= A_UNDERLINE;
  if (bits & cnc_reverse) result |= A_REVERSE;
  return result;
}

static chtype line_of(uint32_t scalar) {
  switch (scalar) {
  case 0x2500: case 0x2501: case 0x2504: case 0x2505: case 0x2508: case 0x2509:
  case 0x254C: case 0x254D: case 0x2550: case 0x2574: case 0x2576: case 0x2578:
  case 0x257A: case 0x257C: case 0x257E: return ACS_HLINE;
  case 0x2502: case 0x2503: case 0x2506: case 0x2507: case 0x250A: case 0x250B:
  case 0x254E: case 0x254F: case 0x2551: case 0x2575: case 0x2577: case 0x2579:
  case 0x257B: case 0x257D: case 0x257F: return ACS_VLINE;
  case 0x250C ... 0x250F: case 0x2552 ... 0x2554: case 0x256D: return ACS_ULCORNER;
  case 0x2510 ... 0x2513: case 0x2555 ... 0x2557: case 0x256E: return ACS_URCORNER;
  case 0x2518 ... 0x251B: case 0x255B ... 0x255D: case 0x256F: return ACS_LRCORNER;
  case 0x2514 ... 0x2517: case 0x2558 ... 0x255A: case 0x2570: return ACS_LLCORNER;
  case 0x251C ... 0x2523: case 0x255E ... 0x2560: return ACS_LTEE;
  case 0x2524 ... 0x252B: case 0x2561 ... 0x2563: return ACS_RTEE;
  case 0x252C ... 0x2533: case 0x2564 ... 0x2566: return ACS_TTEE;
  case 0x2534 ... 0x253B: case 0x2567 ... 0x2569: return ACS_BTEE;
  case 0x253C ... 0x254B: case 0x256A ... 0x256C: return ACS_PLUS;
  case 0x2571: return '/';
  case 0x2572: return '\\';
  case 0x2573: return 'X';
  default: return '?';
  }
}

static chtype ascii_of(uint32_t scalar) {
  if (scalar >= 0x20 && scalar < 0x7F) return scalar;
  if (scalar >= 0x2500 && scalar < 0x2580) return line_of(scalar);
  switch (scalar) {
  case 0x2190: case 0x25C0: case 0x25C2: case 0x21B5: return '<';
  case 0x2191: case 0x25B2: return '^';
  case 0x2192: case 0x25B6: case 0x25B8: return '>';
  case 0x2193: case 0x25BC: return 'v';
  case 0x00B7: case 0x22C5: return '.';
  case 0x2013: case 0x2014: return '-';
  case 0x2018: case 0x2019: return '\'';
  case 0x201C: case 0x201D: return '"';
  case 0x2026: return '~';
  case 0x2022: case 0x25CF: case 0x25C6: case 0x2605: return '*';
  case 0x25CB: case 0x25C7: case 0x25A1: return 'o';
  case 0x2713: case 0x2714: return '+';
  case 0x00D7: case 0x2717: case 0x2718: return 'x';
  case 0x2588: case 0x2591: case 0x2592: case 0x2593: case 0x25A0: return '#';
  default: return '?';
  }
}

static void put_ascii(int y, int start, const cnc_cell *cells, int count) {
  for (int x = 0; x < count; x++) {
    /* Each column of a wide character gets its own sign. */
    int owner = cells[x].width == 0 && x > 0 ? x - 1 : x;
    chtype sign[2] = {ascii_of(cells[owner].scalars[0]), 0};
    sign[0] |= attributes_of(cells[owner].attributes) | COLOR_PAIR(cells[owner].pair & 0xFF);
    mvaddchnstr(y, start + x, sign, 1);
  }
}

void cnc_put(int y, int x, const cnc_cell *cells, int count) {
  enum { most = 4096 };
  static cchar_t row[most];
  int length = 0;
  if (count > most) count = most;
  if (!cnc_is_utf8()) {
    put_ascii(y, x, cells, count);
    return;
  }
  for (int i = 0; i < count; i++) {
    const cnc_cell *cell = &cells[i];
    if (cell->width == 0) continue;
    cchar_t *target = &row[length++];
    /* What setcchar does, without reading the locale for each cell; pairs beyond 255 stand in
       ext_color only (ncurses 6.1 and later). */
    memset(target, 0, sizeof *target);
    target->attr = attributes_of(cell->attributes) | COLOR_PAIR(cell->pair < 256 ? cell->pair : 255);
    target->ext_color = cell->pair;
    for (int k = 0; k < 3; k++) target->chars[k] = (wchar_t)cell->scalars[k];
  }
  mvadd_wchnstr(y, x, row, length);
}

void cnc_send_all(void) { clearok(curscr, TRUE); }

void cnc_show(int cursor_x, int cursor_y, int is_synchronized) {
  static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
  if (cursor_x >= 0) move(cursor_y, cursor_x);
  curs_set(cursor_x >= 0);
  if (is_synchronized) cnc_write(begin, sizeof begin - 1);
  refresh();
  if (is_synchronized) cnc_write(end, sizeof end - 1);
}
