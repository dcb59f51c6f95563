/* Taking the terminal and giving it back, its size and its colours. */
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include "Shared.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

/* Buttons and drags (1002) in decimal (1006), focus (1004), bracketed paste (2004). */
static const char modes_on[] = "\033[?1002h\033[?1006h\033[?1004h\033[?2004h";
static const char modes_off[] =
  "\033[?2026l\033[?2004l\033[?1004l\033[?1006l\033[?1002l";

static int is_ours;
static int is_utf8;
int cnc_is_utf8(void) { return is_utf8; }

void cnc_write(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(STDOUT_FILENO, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static const char *value_of(const char *name) {
  const char *value = getenv(name);
  return value && *value ? value : NULL;
}

int cnc_use_locale(void) {
  const char *wanted = value_of("LC_ALL");
  if (!wanted) wanted = value_of("LC_CTYPE");
  if (!wanted) wanted = value_of("LANG");
  /* Nothing said, or a UTF-8 locale that this machine has not installed. */
  if (!wanted || !setlocale(LC_CTYPE, "")) {
    if (!wanted || strcasestr(wanted, "utf-8") || strcasestr(wanted, "utf8"))
      setlocale(LC_CTYPE, "C.UTF-8");
  }
  is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  return is_utf8;
}

static int has_string(const char *name) {
  char *value = tigetstr((char *)name);
  return value && value != (char *)-1;
}

int cnc_look_up(void) {
  int status = 0;
  /* Padding would be sent as idle bytes; every terminal of today has flow control. */
  setenv("NCURSES_NO_PADDING", "1", 1);
  if (setupterm(NULL, STDOUT_FILENO, &status) != OK) return cnc_unknown_terminal;
  return has_string("cup") && has_string("clear") ? cnc_ok : cnc_cannot_place_cursor;
}

int cnc_start(int wants_colors) {
  static int is_registered;
  /* Sends bytes even to a terminal that it cannot use, hence the looking up before. */
  if (!newterm(NULL, stdout, stdin)) return -1;
  raw();
  noecho();
  nonl();
  /* Until it was left once, ncurses 6.4 sends a frame in a piece for every move of the cursor. */
  def_prog_mode();
  endwin();
  reset_prog_mode();
  /* Keys are waited for elsewhere; a frame is never left half sent because one has come. */
  typeahead(-1);
  curs_set(0);
  if (wants_colors && has_colors()) {
    start_color();
    use_default_colors();
  } else {
    cnc_set_colorless();
  }
  if (!is_registered) atexit(cnc_leave);
  is_registered = 1;
  is_ours = 1;
  cnc_write(modes_on, sizeof modes_on - 1);
  cnc_take_size();
  return 0;
}

void cnc_leave(void) {
  if (!is_ours) return;
  is_ours = 0;
  cnc_write(modes_off, sizeof modes_off - 1);
  cnc_settle();
  endwin();
}

void cnc_return(void) {
  if (is_ours) return;
  is_ours = 1;
  reset_prog_mode();
  cnc_begin();
  cnc_write(modes_on, sizeof modes_on - 1);
  cnc_take_size();
  cnc_send_all();
}

void cnc_ask_for_synchronized_output(void) {
  static const char question[] = "\033[?2026$p";
  cnc_write(question, sizeof question - 1);
}

static size_t append(char *buffer, size_t size, size_t count, const char *text) {
  size_t length = text && text != (char *)-1 ? strlen(text) : 0;
  if (count + length > size) return count;
  memcpy(buffer + count, text, length);
  return count + length;
}

size_t cnc_restore_bytes(char *buffer, size_t size) {
  size_t count = append(buffer, size, 0, modes_off);
  count = append(buffer, size, count, tigetstr("sgr0"));
  count = append(buffer, size, count, tigetstr("cnorm"));
  return append(buffer, size, count, tigetstr("rmcup"));
}

int cnc_columns(void) { return getmaxx(stdscr); }
int cnc_rows(void) { return getmaxy(stdscr); }

int cnc_take_size(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_row == 0 || size.ws_col == 0) return 0;
  if (size.ws_row == getmaxy(stdscr) && size.ws_col == getmaxx(stdscr)) return 0;
  resizeterm(size.ws_row, size.ws_col);
  cnc_send_all();
  return 1;
}
