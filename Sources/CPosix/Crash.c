/* What a crash leaves behind: a terminal as it was before, and the last words on it. A trap
   of Swift is SIGILL or SIGTRAP. Everything called in the handler is async-signal-safe
   (signal-safety(7)). */
#define _GNU_SOURCE 1
#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

static const int crash_signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
enum { crash_signal_count = sizeof crash_signals / sizeof *crash_signals };

static struct {
  volatile sig_atomic_t is_armed;
  int terminal;
  struct termios modes;
  char bytes[512];
  size_t count;
  char last_words[4096];
  int held;      /* memory that stands for standard error, or -1 */
  int true_error; /* a copy of standard error while it is held, or -1 */
} state = {.terminal = -1, .held = -1, .true_error = -1};

static void write_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void show_held(void) {
  char buffer[1024];
  if (state.held < 0) return;
  off_t end = lseek(state.held, 0, SEEK_END);
  off_t at = end > 16384 ? end - 16384 : 0;
  while (at < end) {
    ssize_t count = pread(state.held, buffer, sizeof buffer, at);
    if (count <= 0) return;
    write_all(STDERR_FILENO, buffer, (size_t)count);
    at += count;
  }
}

void cposix_release_stderr(void) {
  if (state.held < 0) return;
  dup2(state.true_error, STDERR_FILENO);
  show_held();
  close(state.held);
  close(state.true_error);
  state.held = -1;
  state.true_error = -1;
}

static void on_crash(int number) {
  if (state.is_armed) {
    state.is_armed = 0;
    write_all(state.terminal, state.bytes, state.count);
    tcsetattr(state.terminal, TCSANOW, &state.modes);
  }
  cposix_release_stderr();
  write_all(STDERR_FILENO, state.last_words, strnlen(state.last_words, sizeof state.last_words));
  /* The action is the default again (SA_RESETHAND): crash on. */
  raise(number);
}

int cposix_restore_on_crash(int terminal, const char *bytes, size_t count) {
  static char stack[65536];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  struct sigaction action = {0};
  if (count > sizeof state.bytes) return -EINVAL;
  state.is_armed = 0;
  if (tcgetattr(terminal, &state.modes)) return -errno;
  memcpy(state.bytes, bytes, count);
  state.count = count;
  state.terminal = terminal;
  if (sigaltstack(&alternate, NULL)) return -errno;
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < crash_signal_count; i++)
    if (sigaction(crash_signals[i], &action, NULL)) return -errno;
  state.is_armed = 1;
  return 0;
}

void cposix_arm_restore(int is_armed) { state.is_armed = is_armed && state.terminal >= 0; }

void cposix_set_last_words(const char *text) {
  size_t count = text ? strnlen(text, sizeof state.last_words - 1) : 0;
  memcpy(state.last_words, text ? text : "", count);
  state.last_words[count] = 0;
}

int cposix_hold_stderr(void) {
  if (state.held >= 0 || !isatty(STDERR_FILENO)) return 0;
  int held = memfd_create("stderr", MFD_CLOEXEC);
  if (held < 0) return -errno;
  int copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  /* Appending, so that several writers do not overwrite one another. */
  if (copy < 0 || fcntl(held, F_SETFL, O_APPEND) || dup2(held, STDERR_FILENO) < 0) {
    int error = errno;
    if (copy >= 0) close(copy);
    close(held);
    return -error;
  }
  state.held = held;
  state.true_error = copy;
  return 0;
}

int cposix_stderr(void) { return state.true_error >= 0 ? state.true_error : STDERR_FILENO; }
