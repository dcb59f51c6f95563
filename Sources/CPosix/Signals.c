/* Signals become bytes of a pipe, which a poll loop reads like any input. */
#define _GNU_SOURCE 1
#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static int ends[2] = {-1, -1};

static void on_signal(int number) {
  int before = errno;
  unsigned char byte = (unsigned char)number;
  /* A full pipe has enough to tell. */
  ssize_t written = write(ends[1], &byte, 1);
  (void)written;
  errno = before;
}

int cposix_signal_pipe(void) {
  if (ends[0] < 0 && pipe2(ends, O_CLOEXEC | O_NONBLOCK)) return -errno;
  return ends[0];
}

static int set_action(int number, void (*action)(int)) {
  struct sigaction change = {0};
  change.sa_handler = action;
  change.sa_flags = SA_RESTART;
  sigfillset(&change.sa_mask);
  return sigaction(number, &change, NULL) ? -errno : 0;
}

int cposix_watch_signal(int signal) {
  int fd = cposix_signal_pipe();
  return fd < 0 ? fd : set_action(signal, on_signal);
}

int cposix_ignore_signal(int signal) { return set_action(signal, SIG_IGN); }
int cposix_default_signal(int signal) { return set_action(signal, SIG_DFL); }

void cposix_end_by_signal(int number) {
  sigset_t one;
  set_action(number, SIG_DFL);
  sigemptyset(&one);
  sigaddset(&one, number);
  pthread_sigmask(SIG_UNBLOCK, &one, NULL);
  raise(number);
  _exit(128 + number);
}

static volatile sig_atomic_t has_continued;
static void on_continue(int number) {
  (void)number;
  has_continued = 1;
}

int cposix_stop_group(void) {
  struct timespec pause = {0, 5000000};
  struct sigaction standard = {0}, noticing = {0}, stop_before, continue_before;
  standard.sa_handler = SIG_DFL;
  noticing.sa_handler = on_continue;
  noticing.sa_flags = SA_RESTART;
  has_continued = 0;
  sigaction(SIGCONT, &noticing, &continue_before);
  sigaction(SIGTSTP, &standard, &stop_before);
  kill(0, SIGTSTP);
  /* Another thread may take the signal a little later than kill returns. */
  for (int i = 0; i < 20 && !has_continued; i++) nanosleep(&pause, NULL);
  sigaction(SIGTSTP, &stop_before, NULL);
  sigaction(SIGCONT, &continue_before, NULL);
  return has_continued ? 1 : 0;
}
