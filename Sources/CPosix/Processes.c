/* Starting programs and learning of their end, without fork in Swift code and without
   SIGCHLD: a process descriptor says when to look, so that nobody takes another's children. */
#define _GNU_SOURCE 1
#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Copies of the descriptors above all targets, so that no dup2 overwrites a later source. */
static int lift(const int *fds, int count, int *lifted) {
  for (int i = 0; i < count; i++) {
    lifted[i] = fds[i] < 0 ? open("/dev/null", O_RDWR | O_CLOEXEC) : fds[i];
    int source = lifted[i];
    if (source >= 0) lifted[i] = fcntl(source, F_DUPFD_CLOEXEC, cposix_max_descriptors);
    int error = errno;
    if (fds[i] < 0 && source >= 0) close(source);
    if (lifted[i] < 0) {
      while (i-- > 0) close(lifted[i]);
      return -error;
    }
  }
  return 0;
}

static int describe(
  posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, const int *lifted,
  int count, const char *directory, int has_own_group) {
  sigset_t all, none;
  short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
  int error = 0;
  for (int i = 0; i < count && !error; i++)
    error = posix_spawn_file_actions_adddup2(actions, lifted[i], i);
  if (!error) error = posix_spawn_file_actions_addclosefrom_np(actions, count);
  if (!error && directory) error = posix_spawn_file_actions_addchdir_np(actions, directory);
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(attributes, &all);
  posix_spawnattr_setsigmask(attributes, &none);
  if (has_own_group) {
    flags |= POSIX_SPAWN_SETPGROUP;
    posix_spawnattr_setpgroup(attributes, 0);
  }
  posix_spawnattr_setflags(attributes, flags);
  return error;
}

pid_t cposix_spawn(
  const char *path, char *const arguments[], char *const environment[], const char *directory,
  const int *fds, int fd_count, int has_own_group) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int lifted[cposix_max_descriptors];
  pid_t pid = -1;
  if (fd_count < 0 || fd_count > cposix_max_descriptors) return -EINVAL;
  int error = lift(fds, fd_count, lifted);
  if (error) return error;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  error = describe(&actions, &attributes, lifted, fd_count, directory, has_own_group);
  if (!error) {
    char *const *values = environment ? environment : environ;
    error = strchr(path, '/')
      ? posix_spawn(&pid, path, &actions, &attributes, arguments, values)
      : posix_spawnp(&pid, path, &actions, &attributes, arguments, values);
  }
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  for (int i = 0; i < fd_count; i++) close(lifted[i]);
  return error ? -error : pid;
}

int cposix_process_descriptor(pid_t pid) {
  int fd = pidfd_open(pid, 0);
  return fd < 0 ? -errno : fd;
}

int cposix_take_end(int process_descriptor, int waits, int *exit_code, int *signal) {
  siginfo_t info;
  int result;
  *exit_code = -1;
  *signal = -1;
  memset(&info, 0, sizeof info);
  do result = waitid(P_PIDFD, process_descriptor, &info, WEXITED | (waits ? 0 : WNOHANG));
  while (result && errno == EINTR);
  if (result) return -errno;
  if (info.si_pid == 0) return 0;
  if (info.si_code == CLD_EXITED) *exit_code = info.si_status;
  else *signal = info.si_status;
  return 1;
}

static rlim_t limit_value(uint64_t value) {
  return value == UINT64_MAX ? RLIM_INFINITY : (rlim_t)value;
}

int cposix_set_limit(pid_t pid, int resource, uint64_t soft, uint64_t hard) {
  struct rlimit limit = {limit_value(soft), limit_value(hard)};
  return prlimit(pid, resource, &limit, NULL) ? -errno : 0;
}

int cposix_limit(pid_t pid, int resource, uint64_t *soft, uint64_t *hard) {
  struct rlimit limit;
  if (prlimit(pid, resource, NULL, &limit)) return -errno;
  *soft = limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : limit.rlim_cur;
  *hard = limit.rlim_max == RLIM_INFINITY ? UINT64_MAX : limit.rlim_max;
  return 0;
}

char *const *cposix_environment(void) { return environ; }
