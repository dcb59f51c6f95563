/* What Swift's Glibc module lacks: spawning with descriptors and groups, process
   descriptors, descriptor passing, signals as bytes of a pipe, restoring the terminal
   after a crash, the heap's pages. Decides nothing; the Swift shells decide.

   Unless said otherwise a function gives 0 or more when it did what it says, and
   minus the errno value when it did not. */
#ifndef CPOSIX_H
#define CPOSIX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "CPosixPolling.h"

/* Memory. */

/* Asks for the heap in large pages where the kernel gives them, and keeps what was had once:
   pipelines of ten thousand steps take a seventh less time. Called once, before much is
   allocated. */
void cposix_use_large_pages(void);

/* Descriptors. All of them are closed in programs that are started. */

/* fds[0] is read, fds[1] is written. */
int cposix_pipe(int fds[2]);
int cposix_set_nonblocking(int fd, int is_on);
/* A file without a name that is held in memory, empty. */
int cposix_memory_file(void);
/* Two connected sockets that keep packets whole. */
int cposix_packet_sockets(int fds[2]);
/* Sends one packet with at most 8 descriptors beside it. */
int cposix_send_descriptors(
  int socket, const void *bytes, size_t count, const int *fds, int fd_count);

/* Processes. */

enum { cposix_max_descriptors = 16 };

/* This process's environment: NAME=VALUE texts, NULL behind the last. */
char *const *cposix_environment(void);

/* Starts a program: fds[i] becomes its descriptor i (-1: /dev/null), all others are closed.
   A path without a slash is looked up in PATH. environment NULL: ours; directory NULL: ours.
   Signals are unblocked and have their default actions. Gives the process id. */
pid_t cposix_spawn(
  const char *path, char *const arguments[], char *const environment[], const char *directory,
  const int *fds, int fd_count, int has_own_group);

/* A descriptor that becomes readable when the process ends. */
int cposix_process_descriptor(pid_t pid);

/* Takes the end of the process that a process descriptor stands for. Gives 1 when it ended
   and 0 when it still runs, unless waits is not 0. Exactly one of the two is set:
   exit_code from 0, or signal from 1; the other one is -1. */
int cposix_take_end(int process_descriptor, int waits, int *exit_code, int *signal);

/* resource is one of RLIMIT_*; UINT64_MAX is no limit; pid 0 is this process. */
int cposix_set_limit(pid_t pid, int resource, uint64_t soft, uint64_t hard);
int cposix_limit(pid_t pid, int resource, uint64_t *soft, uint64_t *hard);

/* Signals. */

/* The pipe that gets one byte, the signal's number, for each watched signal that comes. */
int cposix_signal_pipe(void);
int cposix_watch_signal(int signal);
int cposix_ignore_signal(int signal);
int cposix_default_signal(int signal);
/* Ends this process as the signal does that would have ended it. */
_Noreturn void cposix_end_by_signal(int signal);
/* Stops the whole process group until SIGCONT. Gives 1 afterwards, or 0 when nothing could
   stop us: the kernel does not stop a group that no shell could continue. */
int cposix_stop_group(void);

/* The terminal after a crash. */

/* On ILL, TRAP, ABRT, SEGV, BUS and FPE: writes these bytes (at most 512) to the terminal,
   sets the modes it has now, says the last words on standard error, and goes on crashing. */
int cposix_restore_on_crash(int terminal, const char *bytes, size_t count);
/* While not armed (the terminal is another program's) a crash leaves the terminal alone. */
void cposix_arm_restore(int is_armed);
/* A text of at most 4096 bytes for the person who sees the crash; NULL for none. */
void cposix_set_last_words(const char *text);
/* Keeps what is written to standard error in memory while the screen is ours, at most the
   last 16 KiB of it are shown by release or by a crash. Does nothing when standard error is
   no terminal. */
int cposix_hold_stderr(void);
void cposix_release_stderr(void);
/* The true standard error, also while it is held. */
int cposix_stderr(void);

/* Files. */

/* Extended attributes (access control lists among them) of an open file. list gives the
   length of the names, each ended by a zero byte; get the length of the value. With size 0
   nothing is written. */
ssize_t cposix_list_attributes(int fd, char *names, size_t size);
ssize_t cposix_get_attribute(int fd, const char *name, void *value, size_t size);
int cposix_set_attribute(int fd, const char *name, const void *value, size_t size);
int cposix_remove_attribute(int fd, const char *name);
/* As rename, but -EEXIST when the new name is taken. */
int cposix_rename_new(const char *from, const char *to);
/* Locks an open file for this process until it is closed (flock); -EWOULDBLOCK when another
   has locked it. */
int cposix_lock(int fd);

/* Others. */

int64_t cposix_monotonic_nanoseconds(void);
/* Since 1970. */
int64_t cposix_unix_milliseconds(void);
/* wcwidth in the locale C.UTF-8, whatever the process's locale is. */
int cposix_wcwidth(uint32_t scalar);

#endif
