/* Opening the terminal in a new session makes it that session's terminal (Linux), so nothing
   of ours runs between fork and exec. */
#define _GNU_SOURCE 1
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

int cpty_resize(int controller, int columns, int rows) {
  struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
  return ioctl(controller, TIOCSWINSZ, &size) ? -errno : 0;
}

int cpty_open(int columns, int rows, int *controller, int *terminal) {
  char name[128];
  int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (fd < 0) return -errno;
  *controller = fd;
  if (!grantpt(fd) && !unlockpt(fd) && !ptsname_r(fd, name, sizeof name)) {
    *terminal = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*terminal >= 0) return cpty_resize(fd, columns, rows);
  }
  int error = errno;
  close(fd);
  return -error;
}

pid_t cpty_spawn(
  int terminal, const char *path, char *const arguments[], char *const environment[],
  const char *directory) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t all, none;
  char name[128];
  pid_t pid = -1;
  int error = ttyname_r(terminal, name, sizeof name);
  if (error) return -error;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (directory) posix_spawn_file_actions_addchdir_np(&actions, directory);
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(
    &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  error = posix_spawn(&pid, path, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error ? -error : pid;
}

int cpty_modes(int terminal, unsigned char *bytes, int size) {
  struct termios modes;
  memset(&modes, 0, sizeof modes);
  if (tcgetattr(terminal, &modes)) return -errno;
  int count = size < (int)sizeof modes ? size : (int)sizeof modes;
  memcpy(bytes, &modes, (size_t)count);
  return count;
}

int cpty_take_end(pid_t pid, int *exit_code, int *signal) {
  int status = 0;
  pid_t ended = waitpid(pid, &status, WNOHANG);
  *exit_code = -1;
  *signal = -1;
  if (ended < 0) return -errno;
  if (ended == 0) return 0;
  if (WIFSIGNALED(status)) *signal = WTERMSIG(status);
  else *exit_code = WEXITSTATUS(status);
  return 1;
}

static locale_t utf8;
static void make_locale(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

int cpty_width(unsigned int scalar) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_locale);
  locale_t before = uselocale(utf8);
  int width = wcwidth((wchar_t)scalar);
  uselocale(before);
  return width;
}

#if defined(__x86_64__)
int cpty_trap(pid_t pid) {
  if (ptrace(PTRACE_ATTACH, pid, 0, 0)) return -errno;
  int status, error = 0;
  if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status)) return -ECHILD;
  struct user_regs_struct registers;
  if (ptrace(PTRACE_GETREGS, pid, 0, &registers)) error = errno;
  /* ud2; and a call that waits is not begun anew. */
  registers.orig_rax = (unsigned long long)-1;
  if (!error && ptrace(PTRACE_POKETEXT, pid, (void *)registers.rip, (void *)0x0B0FL)) error = errno;
  if (!error && ptrace(PTRACE_SETREGS, pid, 0, &registers)) error = errno;
  ptrace(PTRACE_DETACH, pid, 0, 0);
  return -error;
}
#else
int cpty_trap(pid_t pid) { return -ENOSYS; }
#endif
