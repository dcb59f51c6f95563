/* Programs in a terminal of their own, for tests. Nothing here waits or decides. */
#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>

/* A new pair of ends; terminal is what the program will have. The sides are closed in programs.
   Gives 0, or minus the errno value, as the others do. */
int cpty_open(int columns, int rows, int *controller, int *terminal);

/* Starts a program in a new session whose terminal this is. path has a slash. */
pid_t cpty_spawn(
  int terminal, const char *path, char *const arguments[], char *const environment[],
  const char *directory);

/* The program gets SIGWINCH. */
int cpty_resize(int controller, int columns, int rows);

/* The terminal's modes as bytes, to compare: gives their count, at most size. */
int cpty_modes(int terminal, unsigned char *bytes, int size);

/* Takes the end of a program: gives 1 when it ended, 0 when it still runs. Exactly one of
   exit_code and signal is not -1 then. */
int cpty_take_end(pid_t pid, int *exit_code, int *signal);

/* Has a program of ours run into an instruction that is none, wherever it is, as a trap does.
   Gives 0; -ENOSYS where that is not known how. */
int cpty_trap(pid_t pid);

/* Columns of a character as the C library has it (locale C.UTF-8); -1 for none. */
int cpty_width(unsigned int scalar);

#endif
