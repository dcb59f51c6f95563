/* ncurses through a narrow door: modes, colours, rows of cells, and nothing else. Swift never
   sees curses.h (its globals and macros), and keys are not read here. One terminal, one thread. */
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stddef.h>
#include <stdint.h>

/* Takes the locale from the environment. Gives 1 when text is UTF-8. */
int cnc_use_locale(void);

enum {
  cnc_ok = 0,
  cnc_unknown_terminal = 1,   /* TERM is not in the terminfo database */
  cnc_cannot_place_cursor = 2 /* a terminal such as dumb */
};

/* Looks up what the terminal that TERM names can do. Sends nothing. */
int cnc_look_up(void);
/* Takes the terminal at standard input and output: alternate screen, raw input, no echo, mouse,
   bracketed paste, focus reports. It is given back by cnc_leave, and at exit() in any case.
   Gives 0, or -1 when ncurses cannot. Look up first. */
int cnc_start(int wants_colors);
/* Gives the terminal back as it was. Does nothing when it is not ours. */
void cnc_leave(void);
/* Takes it again; the next cnc_show sends everything. */
void cnc_return(void);
/* The bytes that give the terminal back, for a program that can no longer call us.
   Gives their count, at most size. */
size_t cnc_restore_bytes(char *buffer, size_t size);
/* Asks whether the terminal has synchronized output; the answer comes with the keys. */
void cnc_ask_for_synchronized_output(void);

int cnc_columns(void);
int cnc_rows(void);
/* Asks the terminal for its size and lays out anew. Gives 1 when it has changed. */
int cnc_take_size(void);

/* 0 when there are no colours. */
int cnc_colors(void);
/* Whether colour numbers are red, green and blue. */
int cnc_has_direct_colors(void);
/* Whether it reads the control sequences of ECMA-48 for placing the cursor, clearing, and all
   looks that it has, and waits in the last column: then frames may be sent past ncurses. */
int cnc_reads_standard_sequences(void);
/* Whether cells can be erased one by one, and take the background that is set. */
int cnc_can_erase(void);
/* The attributes that it has; those that it has together with colours. */
uint16_t cnc_attributes(int with_colors);
/* What of a control sequence chooses this colour, such as 38;5;253; -1 stands for the terminal's
   own. Gives the count, 0 when there is none. */
size_t cnc_color_parameters(int color, int is_background, char *buffer, size_t size);
/* Begins the other screen as ncurses does, when that is still to be done. */
void cnc_begin(void);
/* Sends bytes past ncurses. */
void cnc_send(const uint8_t *bytes, size_t count);
/* The bytes that show or hide the cursor. Gives their count, at most size. */
size_t cnc_cursor_bytes(int is_visible, uint8_t *buffer, size_t size);

/* The number of a pair of colours, -1 standing for the terminal's own; 0 when there is none
   to be had. */
int cnc_pair(int foreground, int background);

enum { cnc_bold = 1, cnc_dim = 2, cnc_italic = 4, cnc_underline = 8, cnc_reverse = 16 };

/* width: 1, 2, or 0 for the right half of a wide character, which is skipped.
   scalars: a character and up to two marks, 0 for none. */
typedef struct cnc_cell {
  uint32_t scalars[3];
  int32_t pair;
  uint16_t attributes;
  uint16_t width;
} cnc_cell;

/* Puts cells of one row on the next frame, whole characters only. */
void cnc_put(int y, int x, const cnc_cell *cells, int count);
/* The next cnc_show sends everything. */
void cnc_send_all(void);
/* Sends what has changed. A negative cursor_x hides the cursor. */
void cnc_show(int cursor_x, int cursor_y, int is_synchronized);

#endif
